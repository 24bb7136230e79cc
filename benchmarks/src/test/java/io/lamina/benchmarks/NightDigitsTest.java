package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.train.MiniBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NightDigitsTest {
  private final NightDigits digits = new NightDigits(1, 16);

  @Test
  void aNightLearnsFromTheLastNightsAndIsTestedByOthers() {
    List<List<Float>> last = examples(digits.training(2, 4, 4));
    List<List<Float>> tonight = examples(digits.training(3, 1, 4));
    List<List<Float>> both = examples(digits.training(3, 3, 4));

    assertThat(last).hasSize(32);
    assertThat(tonight).hasSize(16);
    assertThat(both).hasSize(48).containsAll(last).containsAll(tonight);
    assertThat(both).containsAll(examples(digits.labeled(3, 2)));
    assertThat(examples(digits.test(3, 4))).hasSize(16).doesNotContainAnyElementsOf(both);
  }

  @Test
  void theSameSeedGivesTheSameDigits() {
    assertThat(examples(new NightDigits(1, 16).test(14, 4)))
        .isEqualTo(examples(digits.test(14, 4)))
        .isNotEqualTo(examples(new NightDigits(2, 16).test(14, 4)));
  }

  private static List<List<Float>> examples(List<MiniBatch> batches) {
    List<List<Float>> examples = new ArrayList<>();
    for (MiniBatch batch : batches) {
      assertThat(batch.size()).isEqualTo(batch.capacity());
      for (int i = 0; i < batch.size(); i++) {
        float[] example =
            Arrays.copyOfRange(batch.values(), i * batch.inputs(), (i + 1) * batch.inputs());
        List<Float> values = new ArrayList<>();
        for (float value : example) {
          values.add(value);
        }
        examples.add(values);
      }
    }
    return examples;
  }
}
