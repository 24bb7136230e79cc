package io.lamina.jobs.training.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InputSpreadTest {
  @Test
  void theDeviationIsThatOfTheFeaturesAboutTheirOwnMeans() {
    // Variances 1 and 49 about the means 1000 and 7.
    InputSpread spread = InputSpread.of(examples(2, 999, 0, 1001, 14, 999, 14, 1001, 0));

    assertThat(spread.deviation()).isCloseTo(5, within(1e-9));
    assertThat(spread.note(0)).isEmpty();
  }

  @Test
  void valuesFarFromVarianceOneAreToldOfWithTheRemedy() {
    assertThat(InputSpread.of(examples(1, 0, 255, 0, 255)).note(0))
        .contains(
            "layer 1 reads values with a standard deviation of 128 and is made for 1: it may learn"
                + " nothing, or diverge (let data.preprocessing end with {kind: standardise})");
    assertThat(InputSpread.of(examples(1, 0, 0.01f, 0, 0.01f)).note(0)).isPresent();
    assertThat(InputSpread.of(examples(1, 0, 0.01f, 0, 0.01f)).note(2).orElseThrow())
        .startsWith("layer 3 reads values with a standard deviation of 0.00500 and is made for 1")
        .contains("(learn from codes of this size by an autoencoder, or with visible: bernoulli");
    assertThat(InputSpread.of(examples(1, -1, 1, -3, 3)).note(0)).isEmpty();
  }

  @Test
  void aLayerOfRawValuesThatDivergesMayNeedThemStandardised() {
    String remedy = "lower layers[0].learningRate, now 0.1";

    assertThat(remedy("raw: true", "rbm, visible: gaussian", ""))
        .isEqualTo(remedy + ", or let data.preprocessing end with {kind: standardise}");
    assertThat(
            remedy("raw: true", "rbm, visible: gaussian", "preprocessing: [{kind: standardise}]"))
        .isEqualTo(remedy);
    assertThat(remedy("range: {high: 255}", "rbm", "")).isEqualTo(remedy);
  }

  private static String remedy(String values, String kind, String preprocessing) {
    String source = "{format: csv, path: a.csv, " + values + "}";
    String yaml =
        """
        name: spread
        data:
          unlabeled: %s
          test: %s
          %s
        layers:
          - {kind: %s, units: 2, learningRate: 0.1, batchSize: 1, rounds: 1}
        """
            .formatted(source, source, preprocessing, kind);
    TrainingPlan plan = new PlanReader().read(new PlanText("plan.yaml", yaml), List.of());
    return new StageWork.Pretraining(0, Shape.plain(2)).remedy(plan);
  }

  private static MiniBatch examples(int inputs, float... values) {
    int count = values.length / inputs;
    MiniBatch examples = new MiniBatch(inputs, count);
    System.arraycopy(values, 0, examples.values(), 0, values.length);
    examples.size(count);
    return examples;
  }
}
