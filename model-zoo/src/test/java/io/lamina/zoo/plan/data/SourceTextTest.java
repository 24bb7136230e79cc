package io.lamina.zoo.plan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.images.ImageLabel;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.images.Images.Broken;
import io.lamina.zoo.plan.data.images.LabelPlace;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.images.PictureForm.Colours;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceTextTest {
  private static final Csv CSV =
      new Csv(
          "old.csv",
          true,
          Optional.of(new CsvLabel(new ColumnKey("kind"), LabelNames.NUMBERS)),
          Optional.of(new ValueRange(0, 16)),
          List.of());

  @Test
  void otherFilesAreReadAsThePlanReadsItsOwn() {
    assertThat(SourceText.of(CSV).read(Optional.of("hdfs://host:9000/new.csv"), List.of()))
        .isEqualTo(new Csv("hdfs://host:9000/new.csv", true, CSV.label(), CSV.range(), List.of()));
  }

  @Test
  void keysAreChangedAndTakenAway() {
    assertThat(SourceText.of(CSV).read(Optional.of("a"), List.of("label=", "range.high=255")))
        .isEqualTo(
            new Csv("a", true, Optional.empty(), Optional.of(new ValueRange(0, 255)), List.of()));
  }

  @Test
  void whatThePlanChoseOfItsOwnDataIsNotChosenOfOthers() {
    assertThat(SourceText.of(new Part(CSV, 0, 0.5, 1)).read(Optional.empty(), List.of()))
        .isEqualTo(CSV);
    assertThatThrownBy(() -> SourceText.of(CSV).read(Optional.empty(), List.of("part.to=0.5")))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("--data part.to: part: is not a key here");
  }

  @Test
  void labelsOfOtherExamplesAreNotThoseOfThese() {
    SourceText text = SourceText.of(new Idx("images", Optional.of("labels")));

    assertThat(text.read(Optional.of("new"), List.of()))
        .isEqualTo(new Idx("new", Optional.empty()));
    assertThat(text.read(Optional.of("new"), List.of("labels=l")))
        .isEqualTo(new Idx("new", Optional.of("l")));
    assertThat(text.read(Optional.empty(), List.of()))
        .isEqualTo(new Idx("images", Optional.of("labels")));
  }

  @Test
  void labelsInATableAreNotThoseOfOtherImages() {
    Images images =
        new Images(
            SourcePath.of("old"),
            new PictureForm(Colours.RGB, Optional.empty(), Optional.of(new ImageShape(4, 5))),
            Optional.of(
                new ImageLabel(
                    new LabelPlace.LabelTable("t.csv", "n", "c"),
                    new LabelNames(List.of("a", "b"), false))),
            Broken.SKIP);

    assertThat(SourceText.of(images).read(Optional.of("new"), List.of()))
        .isEqualTo(new Images(SourcePath.of("new"), images.form(), Optional.empty(), Broken.SKIP));
    assertThat(SourceText.of(images).read(Optional.empty(), List.of())).isEqualTo(images);
    assertThat(images.pathsBeside()).containsExactly("t.csv");
  }

  @Test
  void anotherFormatHasItsOwnKeys() {
    assertThat(SourceText.ofFormat("parquet").read(Optional.of("t"), List.of("features=x")))
        .isEqualTo(new Parquet("t", "x", Optional.empty(), Optional.of(ValueRange.UNIT)));
    assertThat(SourceText.ofFormat("idx").read(Optional.of("t"), List.of()))
        .isEqualTo(new Idx("t", Optional.empty()));
    assertThatThrownBy(() -> SourceText.ofFormat("tsv").read(Optional.of("t"), List.of()))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("format: tsv");
  }
}
