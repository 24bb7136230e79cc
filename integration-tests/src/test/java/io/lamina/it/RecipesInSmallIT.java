package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.LabelCurveRow;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.tables.TableGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped recipes as users start them, with fewer units and epochs, on data that stands in for
 * theirs.
 */
class RecipesInSmallIT {
  @TempDir private static Path directory;

  @BeforeAll
  static void writeData() throws Exception {
    StandInData data = new StandInData(Files.createDirectories(directory.resolve("data")));
    data.mnist();
    data.naturalImages();
    data.connections();
    data.galaxies();
    data.table();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-sdae", "mnist-dbn"})
  void threeLayersClassify(String recipe) throws Exception {
    RunRecord run = trained(recipe, threeLayers(4, 25));

    assertThat(run.stages().layers()).hasSize(3);
    assertThat(run.testError().orElseThrow()).as("by chance it is 0.9").isLessThan(0.5);
  }

  @Test
  void convolutionsClassify() throws Exception {
    RunRecord run =
        trained(
            "mnist-convolutions",
            List.of(
                "layers[0].filters=8",
                "layers[1].filters=8",
                "averaging.localSteps=10",
                "fineTune.learningRate=0.003",
                "fineTune.epochs=6"));

    assertThat(run.stages().layers()).hasSize(2);
    assertThat(run.testError().orElseThrow()).as("by chance it is 0.9").isLessThan(0.5);
  }

  @Test
  void convolutionsLearnByFewLabels() throws Exception {
    RunRecord run =
        trained(
            "mnist-few-labels-convolutions",
            List.of(
                "layers[0].filters=6",
                "layers[1].filters=8",
                "averaging.localSteps=10",
                "fineTune.learningRate=0.003",
                "fineTune.epochs=10",
                "fineTune.minimumRounds=4",
                "compare=",
                "labelCurve.examples=[20, 300]",
                "labelCurve.draws=1"));
    List<LabelCurveRow> rows = LabelCurveRow.of(run.results().labelCurve());

    assertThat(rows.get(1).pretrained().mean()).isLessThan(rows.get(0).pretrained().mean());
  }

  @Test
  void generatedShapesAreLearntInColour() throws Exception {
    RunRecord run =
        trained(
            "shapes",
            List.of(
                "data.unlabeled.examples=600",
                "data.labeled.examples=600",
                "data.test.examples=300",
                "layers[0].filters=8",
                "layers[1].filters=12",
                "averaging.localSteps=10",
                "fineTune.learningRate=0.003",
                "fineTune.epochs=25",
                "compare="));

    assertThat(run.testError().orElseThrow()).as("by chance it is 0.9").isLessThan(0.75);
  }

  @Test
  void picturesInColourAreReadFromAnArchive() throws Exception {
    RunRecord run =
        trained(
            "galaxies",
            List.of(
                "data.labeledExamples=60",
                "labelCurve=",
                "layers[0].filters=6",
                "layers[0].epochs=1",
                "layers[1].filters=6",
                "layers[1].epochs=1",
                "averaging.localSteps=5",
                "fineTune.epochs=2",
                "fineTune.minimumRounds=1",
                "compare="));

    assertThat(run.stages().layers()).hasSize(2);
    assertThat(directory.resolve("galaxies/report.html")).content().contains("5 × 5 pixels");
  }

  /** The recipes have enough with a fifth of MNIST; the stand-in is small. */
  @ParameterizedTest
  @CsvSource({
    "mnist-rotated-sdae, 4, 25",
    "mnist-rotated-dbn, 20, 80",
    "mnist-random-background-sdae, 4, 25"
  })
  void digitsThatAreHarderAreClassified(String recipe, int epochs, int tuningEpochs)
      throws Exception {
    List<String> changes = withMoreOfTheData(threeLayers(epochs, tuningEpochs));
    if (!recipe.endsWith("-dbn")) {
      changes.add("compare=");
    }
    RunRecord run = trained(recipe, changes);

    assertThat(run.testError().orElseThrow()).as("by chance it is 0.9").isLessThan(0.7);
  }

  private static List<String> withMoreOfTheData(List<String> more) {
    List<String> changes = new ArrayList<>(more);
    changes.add("data.unlabeled.part.to=0.8");
    changes.add("data.labeled.part.to=0.8");
    changes.add("data.test.part.from=0.8");
    return changes;
  }

  /** So few examples, and so slowly: its layers learn, its classes do not. */
  @Test
  void machinesLearnDigitsBeforeNoise() throws Exception {
    RunRecord run = trained("mnist-random-background-dbn", withMoreOfTheData(threeLayers(10, 1)));

    List<Double> loss = run.stages().layers().get(0).curve().loss();
    assertThat(loss.get(loss.size() - 1)).isLessThan(0.97 * loss.get(0));
    assertThat(run.testError()).isPresent();
  }

  private static List<String> threeLayers(int epochs, int tuningEpochs) {
    List<String> changes = new ArrayList<>();
    for (int layer = 0; layer < 3; layer++) {
      changes.add("layers[" + layer + "].units=60");
      changes.add("layers[" + layer + "].epochs=" + epochs);
    }
    changes.add("fineTune.epochs=" + tuningEpochs);
    changes.add("fineTune.dropout=0");
    return changes;
  }

  @Test
  void fewLabelsAreStudied() throws Exception {
    RunRecord run =
        trained(
            "mnist-few-labels",
            List.of(
                "layers[0].units=60",
                "layers[0].epochs=4",
                "layers[1].units=60",
                "layers[1].epochs=4",
                "averaging.localSteps=10",
                "fineTune.epochs=10",
                "fineTune.minimumRounds=10",
                "fineTune.pseudoLabels.generations=2",
                "fineTune.pseudoLabels.rounds=2",
                "labelCurve.examples[0]=50",
                "labelCurve.examples[1]=100",
                "labelCurve.examples[2]=200",
                "labelCurve.examples[3]=500",
                "labelCurve.draws=2"));
    List<LabelCurveRow> rows = LabelCurveRow.of(run.results().labelCurve());

    assertThat(rows).extracting(LabelCurveRow::labels).containsExactly(50, 100, 200, 500);
    assertThat(rows.get(3).pretrained().mean()).isLessThan(rows.get(0).pretrained().mean());
  }

  @Test
  void aDeepAutoencoderReconstructs() throws Exception {
    RunRecord run =
        trained(
            "mnist-deep-autoencoder",
            List.of(
                "layers[0].units=60",
                "layers[1].units=40",
                "layers[2].units=20",
                "layers[3].units=8",
                "averaging.localSteps=10",
                "fineTune.epochs=10"));

    assertThat(run.results().test().reconstruction().orElseThrow().error())
        .isLessThan(0.5 * run.stages().fineTune().orElseThrow().loss().get(0));
  }

  @Test
  void patchesOfImagesAreLearnt() throws Exception {
    RunRecord run =
        trained(
            "edges",
            List.of(
                "data.unlabeled.examples=2000",
                "data.test.examples=500",
                "layers[0].units=25",
                "layers[0].batchSize=2000",
                "layers[0].rounds=4"));
    List<Double> objective = run.stages().layers().get(0).curve().loss();

    assertThat(objective.get(3)).isLessThan(0.5 * objective.get(0));
    assertThat(directory.resolve("edges/report.html"))
        .content()
        .contains("The weights of 25 units of layer 1, each as a picture of 10 × 10 pixels");
  }

  /** The stand-in has two images; as whole ones they would take minutes. */
  @Test
  void imagesAreLearntByAConvolution() throws Exception {
    RunRecord run =
        trained(
            "edges-convolution",
            List.of(
                "data.unlabeled.path=image0.f32be",
                "data.unlabeled.patch=64x64",
                "data.test.path=image1.f32be",
                "data.test.patch=64x64",
                "data.image=64x64",
                "layers[0].filters=25",
                "layers[0].patches=200",
                "layers[0].rounds=4",
                "averaging.localSteps=10"));
    LayerRecord layer = run.stages().layers().get(0);

    assertThat(layer.curve().loss().get(3)).isLessThan(0.5 * layer.curve().loss().get(0));
    assertThat(layer.health().orElseThrow().explained())
        .as("pooled codes do not say where an edge is")
        .isNaN();
  }

  @Test
  void attacksAreReconstructedBadly() throws Exception {
    RunRecord run = trained("kdd-anomalies", List.of("layers[0].units=20", "layers[1].units=5"));

    assertThat(run.results().test().reconstruction().orElseThrow().anomalyAuc().orElseThrow())
        .isGreaterThan(0.95);
  }

  /** Its rates are found; most of a class are right already by few examples. */
  @Test
  void aTableIsLearnt() throws Exception {
    RunRecord run =
        trained(
            "table",
            List.of(
                "data.classes=" + new TableGenerator(StandInData.TABLE).classes(),
                "layers[0].units=40",
                "layers[0].epochs=10",
                "layers[1].units=40",
                "layers[1].epochs=10",
                "averaging.localSteps=10",
                "fineTune.epochs=40",
                "compare="));

    assertThat(run.testError().orElseThrow()).as("by chance it is 0.8").isLessThan(0.3);
  }

  private static RunRecord trained(String recipe, List<String> changes) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                recipe,
                "--data",
                directory.resolve("data").toString(),
                "--run-dir",
                directory.resolve(recipe).toString(),
                "--master",
                "local[2]",
                "--set",
                "publish.registry=" + directory.resolve("models"),
                "--set",
                "resources.executorMemory=840m"));
    for (String change : changes) {
      arguments.addAll(List.of("--set", change));
    }
    LaminaCommand run = LaminaCommand.run(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.output()).isZero();
    return new RunFiles(directory.resolve(recipe)).readRecord();
  }
}
