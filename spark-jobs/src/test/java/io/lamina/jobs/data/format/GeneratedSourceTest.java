package io.lamina.jobs.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class GeneratedSourceTest {
  private final SparkSession spark;

  GeneratedSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  /** An example is what the generator draws for its index, so the partitions cannot matter. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 33})
  void anExampleIsTheDigitOfItsIndex(int count, @TempDir Path directory) {
    GeneratedDigits source = new GeneratedDigits(count, 6);
    Examples digits = new DataFolder(directory, spark).examples(source, true);
    DigitGenerator generator = new DigitGenerator(6);
    List<Example> wanted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] row = ExampleRow.ofBytes(generator.label(i), generator.pixels(i));
      byte[] block = Example.block(List.of(row), ValueFormat.UNSIGNED_BYTE);
      wanted.addAll(Example.ofBlock(block));
    }
    assertThat(Example.inOrder(digits)).isEqualTo(wanted);
    assertThat(digits.layout().image()).contains(new ImageShape(28, 28));
    assertThat(digits.layout().inputs()).isEqualTo(784);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void labelsAreLeftOutWhereTheyAreNotWanted(boolean labeled, @TempDir Path directory) {
    Examples digits =
        new DataFolder(directory, spark).examples(new GeneratedDigits(20, 6), labeled);
    assertThat(Example.inOrder(digits))
        .allMatch(example -> labeled ? example.label() >= 0 : example.label() == -1);
  }
}
