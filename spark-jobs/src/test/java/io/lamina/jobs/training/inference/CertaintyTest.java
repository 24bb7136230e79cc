package io.lamina.jobs.training.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.train.Prediction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertaintyTest {
  /** A hundred of class 0, from even to sure, and ten of class 1, all rather unsure. */
  private static final List<Prediction> PREDICTIONS =
      IntStream.range(0, 110)
          .mapToObj(i -> i < 100 ? new Prediction(0, i * 0.3) : new Prediction(1, (i - 100) * 0.05))
          .toList();

  @Test
  void takesTheSurestOfEachClass() {
    long[] counts = Certainty.add(Certainty.none(2), PREDICTIONS);

    assertThat(taken(Certainty.lowest(counts, 0.2), 0)).containsExactlyElementsOf(range(80, 100));
    assertThat(taken(Certainty.lowest(counts, 0.2), 1)).containsExactly(108, 109);
    assertThat(taken(Certainty.lowest(counts, 1), 0)).hasSize(100);
    assertThat(taken(Certainty.lowest(counts, 1), 1)).hasSize(10);
  }

  @Test
  void partsAddUpToTheWhole() {
    long[] parts =
        Certainty.add(
            Certainty.add(Certainty.none(2), PREDICTIONS.subList(0, 37)),
            Certainty.add(Certainty.none(2), PREDICTIONS.subList(37, 110)));

    assertThat(parts).isEqualTo(Certainty.add(Certainty.none(2), PREDICTIONS));
  }

  @Test
  void examplesThatAreEquallySureAreTakenTogetherOrLeft() {
    List<Prediction> equal = IntStream.range(0, 5).mapToObj(i -> new Prediction(0, 2)).toList();
    List<Prediction> certain =
        IntStream.range(0, 5).mapToObj(i -> new Prediction(0, Double.POSITIVE_INFINITY)).toList();

    List<Integer> half = Certainty.lowest(Certainty.add(Certainty.none(1), equal), 0.5);
    List<Integer> sure = Certainty.lowest(Certainty.add(Certainty.none(1), certain), 0.5);

    assertThat(Certainty.step(2)).isLessThan(half.get(0));
    assertThat(Certainty.step(Double.POSITIVE_INFINITY)).isEqualTo(sure.get(0));
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static List<Integer> taken(List<Integer> lowest, int label) {
    return IntStream.range(0, PREDICTIONS.size())
        .filter(i -> PREDICTIONS.get(i).label() == label)
        .filter(i -> Certainty.step(PREDICTIONS.get(i).logOdds()) >= lowest.get(label))
        .boxed()
        .toList();
  }
}
