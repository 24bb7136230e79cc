package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogitsTest {
  @Test
  void probabilitiesAreTheSoftmaxOfEachExample() {
    float[] probabilities = new Logits(new float[] {1, 2, 3, -1, -1, -1}, 3).probabilities();

    double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
    assertThat(probabilities)
        .containsExactly(
            new float[] {
              (float) (Math.exp(1) / sum),
              (float) (Math.exp(2) / sum),
              (float) (Math.exp(3) / sum),
              1f / 3,
              1f / 3,
              1f / 3
            },
            within(1e-7f));
  }

  @Test
  void largeLogitsDoNotOverflow() {
    assertThat(new Logits(new float[] {3000, 3000, -3000}, 3).probabilities())
        .containsExactly(0.5f, 0.5f, 0);
  }

  @Test
  void eachExampleIsTakenForItsHighestLogit() {
    assertThat(new Logits(new float[] {0, 5, 7, 1}, 2).predictions())
        .extracting(Prediction::label)
        .containsExactly(1, 0);
  }

  @Test
  void refusesHalfAnExample() {
    assertThatThrownBy(() -> new Logits(new float[3], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 logits of 2 classes");
  }
}
