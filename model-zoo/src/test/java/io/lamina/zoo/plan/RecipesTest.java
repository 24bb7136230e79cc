package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Rbm;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RecipesTest {
  private final Recipes recipes = new Recipes();

  @Test
  void everyRecipeIsAPlanOfItsName() {
    assertThat(recipes.all())
        .extracting(Recipe::name)
        .containsExactly(
            "demo",
            "shapes",
            "mnist-sdae",
            "mnist-dbn",
            "mnist-deep-autoencoder",
            "mnist-few-labels",
            "mnist-rotated-sdae",
            "mnist-rotated-dbn",
            "mnist-random-background-sdae",
            "mnist-random-background-dbn",
            "mnist-convolutions",
            "mnist-few-labels-convolutions",
            "galaxies",
            "edges",
            "edges-convolution",
            "kdd-anomalies",
            "table");
    for (Recipe recipe : recipes.all()) {
      PlanText text = recipes.text(recipe.name()).orElseThrow();
      TrainingPlan plan = new PlanReader().read(text, List.of());

      assertThat(text.origin()).isEqualTo("recipe " + recipe.name());
      assertThat(plan.name()).isEqualTo(recipe.name());
      assertThat(plan.publish().model()).isEqualTo(recipe.name());
      assertThat(recipe.description()).isEqualTo(plan.description()).isNotBlank();
    }
  }

  @Test
  void theStackOfMnistSdaeIsThreeTimesAThousandUnits() {
    TrainingPlan plan = plan("mnist-sdae");

    assertThat(plan.layers()).extracting(LayerPlan::units).containsExactly(1000, 1000, 1000);
    assertThat(plan.layers()).hasOnlyElementsOfType(Autoencoder.class);
    assertThat(plan.data().labeledExamples()).isEmpty();
    assertThat(plan.resources().executorMemory()).isEqualTo(1L << 30);
  }

  @Test
  void theDemoComparesFewLabelsWithARandomStartOnDigitsOfDifferentSeeds() {
    TrainingPlan plan = plan("demo");

    assertThat(plan.compare().lists(Comparison.SCRATCH)).isTrue();
    assertThat(plan.data().labeledExamples()).contains(300);
    assertThat(
            List.of(
                plan.data().unlabeled(), plan.data().labeled().orElseThrow(), plan.data().test()))
        .allSatisfy(s -> assertThat(s).isInstanceOf(GeneratedDigits.class))
        .extracting(s -> ((GeneratedDigits) s).seed())
        .doesNotHaveDuplicates();
  }

  @Test
  void theDeepBeliefNetworkIsOfRbms() {
    assertThat(plan("mnist-dbn").layers()).hasOnlyElementsOfType(Rbm.class);
  }

  @Test
  void everyColumnOfTheConnectionsHasAName() {
    Csv table = (Csv) plan("kdd-anomalies").data().unlabeled().origin();

    assertThat(table.columns()).hasSize(41);
    assertThat(table.columns())
        .extracting(CsvColumn::column)
        .isEqualTo(IntStream.range(0, 41).mapToObj(ColumnKey::of).toList());
    assertThat(table.columns())
        .extracting(column -> column.name().orElseThrow())
        .doesNotHaveDuplicates()
        .startsWith("duration", "protocol_type")
        .endsWith("dst_host_srv_rerror_rate");
  }

  @Test
  void aNameThatIsNoRecipeFindsNone() {
    assertThat(recipes.text("../recipe/demo")).isEmpty();
    assertThat(recipes.text("none")).isEmpty();
  }

  private TrainingPlan plan(String name) {
    return new PlanReader().read(recipes.text(name).orElseThrow(), List.of());
  }
}
