package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped recipes as users start them, with fewer units and epochs, on data that stands in for
 * theirs. Other tests have small versions of the rest: of few labels and of deep autoencoders.
 */
class RecipesInSmallIT {
  @TempDir private static Path directory;

  @BeforeAll
  static void writeData() throws Exception {
    StandInData data = new StandInData(Files.createDirectories(directory.resolve("data")));
    data.mnist();
    data.naturalImages();
    data.connections();
  }

  @Test
  void aDeepBeliefNetworkClassifies() throws Exception {
    RunRecord run = trained("mnist-dbn", threeLayers(4, 25));

    assertThat(run.layers()).hasSize(3);
    assertThat(run.testError().orElseThrow()).as("by chance it is 0.9").isLessThan(0.5);
  }

  /** The recipe has enough with a fifth of MNIST; the stand-in is small. */
  @Test
  void digitsBeforeNoiseAreClassified() throws Exception {
    List<String> changes = new ArrayList<>(List.of(threeLayers(4, 25)));
    changes.add("data.unlabeled.part.to=0.8");
    changes.add("data.labeled.part.to=0.8");
    changes.add("data.test.part.from=0.8");
    RunRecord run = trained("mnist-random-background-sdae", changes.toArray(String[]::new));

    assertThat(run.testError().orElseThrow()).as("by chance it is 0.9").isLessThan(0.7);
  }

  private static String[] threeLayers(int epochs, int tuningEpochs) {
    List<String> changes = new ArrayList<>();
    for (int layer = 0; layer < 3; layer++) {
      changes.add("layers[" + layer + "].units=60");
      changes.add("layers[" + layer + "].epochs=" + epochs);
    }
    changes.add("fineTune.epochs=" + tuningEpochs);
    changes.add("fineTune.dropout=0");
    return changes.toArray(String[]::new);
  }

  @Test
  void patchesOfImagesAreLearnt() throws Exception {
    RunRecord run =
        trained(
            "edges",
            "data.unlabeled.examples=2000",
            "data.test.examples=500",
            "layers[0].units=25",
            "layers[0].batchSize=2000",
            "layers[0].rounds=4");
    List<Double> objective = run.layers().get(0).curve().loss();

    assertThat(objective.get(3)).isLessThan(0.5 * objective.get(0));
    assertThat(directory.resolve("edges/report.html")).content().contains("Weights of layer 1");
  }

  @Test
  void attacksAreReconstructedBadly() throws Exception {
    RunRecord run = trained("kdd-anomalies", "layers[0].units=20", "layers[1].units=5");

    assertThat(run.reconstruction().orElseThrow().anomalyAuc().orElseThrow()).isGreaterThan(0.95);
  }

  private static RunRecord trained(String recipe, String... changes) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", recipe, "--data", "data", "--run-dir", recipe, "--executors", "2"));
    for (String change : changes) {
      arguments.addAll(List.of("--set", change));
    }
    arguments.addAll(List.of("--set", "resources.executorMemory=840m"));
    try (LaminaProcess run = LaminaProcess.start(directory, arguments.toArray(String[]::new))) {
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    return new RunFiles(directory.resolve(recipe)).readRecord();
  }
}
