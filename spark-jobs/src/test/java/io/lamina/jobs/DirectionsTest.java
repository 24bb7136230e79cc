package io.lamina.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** What this module's packages may see of each other, and of what is outside. */
@AnalyzeClasses(packages = "io.lamina.jobs", importOptions = ImportOption.DoNotIncludeTests.class)
final class DirectionsTest {
  @ArchTest
  static final ArchRule ONE_DIRECTION =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command line")
          .definedBy("io.lamina.jobs.cli..")
          .layer("doctor")
          .definedBy("io.lamina.jobs.doctor..")
          .layer("training")
          .definedBy("io.lamina.jobs.training..")
          .layer("scoring")
          .definedBy("io.lamina.jobs.scoring..")
          .layer("drift")
          .definedBy("io.lamina.jobs.drift..")
          .layer("report")
          .definedBy("io.lamina.jobs.report..")
          .layer("run")
          .definedBy("io.lamina.jobs.run..")
          .layer("data")
          .definedBy("io.lamina.jobs.data..")
          .layer("checkpoint")
          .definedBy("io.lamina.jobs.checkpoint..")
          .layer("metrics")
          .definedBy("io.lamina.jobs.metrics..")
          .layer("live")
          .definedBy("io.lamina.jobs.live..")
          .layer("cluster")
          .definedBy("io.lamina.jobs.cluster..")
          .layer("retrain")
          .definedBy("io.lamina.jobs.retrain..")
          .layer("gate")
          .definedBy("io.lamina.jobs.gate..")
          .layer("sketch")
          .definedBy("io.lamina.jobs.sketch..")
          .layer("json")
          .definedBy("io.lamina.jobs.json..")
          .layer("search")
          .definedBy("io.lamina.jobs.search..")
          .whereLayer("command line")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("doctor")
          .mayOnlyBeAccessedByLayers("command line")
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("command line", "doctor", "retrain")
          .whereLayer("drift")
          .mayOnlyBeAccessedByLayers("command line", "training", "retrain")
          .whereLayer("scoring")
          .mayOnlyBeAccessedByLayers("command line", "training", "drift", "retrain")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("command line", "training", "drift", "live")
          .whereLayer("run")
          .mayOnlyBeAccessedByLayers(
              "command line", "training", "report", "live", "checkpoint", "search")
          .whereLayer("live")
          .mayOnlyBeAccessedByLayers("command line", "metrics")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("cluster")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers(
              "command line", "doctor", "training", "scoring", "drift", "retrain")
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers("command line", "doctor", "training")
          .whereLayer("cluster")
          .mayOnlyBeAccessedByLayers("command line", "doctor", "training", "scoring", "retrain")
          .whereLayer("retrain")
          .mayOnlyBeAccessedByLayers("command line")
          .whereLayer("search")
          .mayOnlyBeAccessedByLayers("command line")
          .whereLayer("gate")
          .mayOnlyBeAccessedByLayers("command line", "training", "drift", "retrain", "report")
          .whereLayer("sketch")
          .mayOnlyBeAccessedByLayers("gate", "drift")
          .whereLayer("json")
          .mayOnlyBeAccessedByLayers("run", "gate", "drift");

  /** They judge figures that somebody else has measured. */
  @ArchTest
  static final ArchRule GATES_KNOW_NEITHER_CLUSTER_NOR_REGISTRY =
      noClasses()
          .that()
          .resideInAnyPackage("io.lamina.jobs.gate..", "io.lamina.jobs.sketch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.apache.hadoop..", "io.lamina.zoo.registry..");

  @ArchTest
  static final ArchRule STATISTICS_OF_GATES_KNOW_NO_GATE =
      noClasses()
          .that()
          .resideInAPackage("io.lamina.jobs.gate.statistics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lamina.jobs.gate");

  @ArchTest
  static final ArchRule DATA_GOES_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("reader")
          .definedBy("io.lamina.jobs.data")
          .layer("statistics")
          .definedBy("io.lamina.jobs.data.fit..")
          .layer("shards")
          .definedBy("io.lamina.jobs.data.shards..")
          .layer("formats")
          .definedBy(
              "io.lamina.jobs.data.csv..",
              "io.lamina.jobs.data.format..",
              "io.lamina.jobs.data.images..")
          .layer("selection")
          .definedBy("io.lamina.jobs.data.select..")
          .layer("source")
          .definedBy("io.lamina.jobs.data.source..")
          .whereLayer("reader")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("statistics")
          .mayOnlyBeAccessedByLayers("reader")
          .whereLayer("shards")
          .mayOnlyBeAccessedByLayers("reader", "statistics")
          .whereLayer("formats")
          .mayOnlyBeAccessedByLayers("reader")
          .whereLayer("selection")
          .mayOnlyBeAccessedByLayers("reader");

  @ArchTest
  static final ArchRule DATA_HAS_NO_CYCLES =
      slices().matching("io.lamina.jobs.data.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.lamina.jobs.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_RUN_SEES_ITS_PARTS_AND_NONE_SEES_THE_RUN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("run")
          .definedBy("io.lamina.jobs.training")
          .layer("study")
          .definedBy("io.lamina.jobs.training.study..")
          .layer("start")
          .definedBy("io.lamina.jobs.training.start..")
          .layer("sample")
          .definedBy("io.lamina.jobs.training.sample..")
          .layer("ancestor")
          .definedBy("io.lamina.jobs.training.ancestor..")
          .layer("inference")
          .definedBy("io.lamina.jobs.training.inference..")
          .layer("stage")
          .definedBy("io.lamina.jobs.training.stage..")
          .layer("worker")
          .definedBy("io.lamina.jobs.training.worker..")
          .layer("servers")
          .definedBy("io.lamina.jobs.training.servers..")
          .layer("recheck")
          .definedBy("io.lamina.jobs.training.recheck..")
          .layer("work")
          .definedBy("io.lamina.jobs.training.work..")
          .whereLayer("run")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("study")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("start")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("sample")
          .mayOnlyBeAccessedByLayers("run", "study", "start")
          .whereLayer("ancestor")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("inference")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("stage")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("stage")
          .whereLayer("servers")
          .mayOnlyBeAccessedByLayers("run", "stage")
          .whereLayer("recheck")
          .mayOnlyBeAccessedByLayers("run", "stage", "worker")
          .whereLayer("work")
          .mayOnlyBeAccessedByLayers(
              "run", "stage", "worker", "inference", "study", "ancestor", "sample", "start");

  @ArchTest
  static final ArchRule NO_CYCLES_IN_TRAINING =
      slices().matching("io.lamina.jobs.training.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_ARITHMETIC_IS_ELSEWHERE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule REPORTS_AND_RECORDS_KNOW_NO_CLUSTER =
      noClasses()
          .that()
          .resideInAnyPackage("io.lamina.jobs.report..", "io.lamina.jobs.run..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PARSES_ARGUMENTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lamina.jobs.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule READS_NO_JAVA_OBJECTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ObjectOutputStream.class);

  @ArchTest
  static final ArchRule NO_CYCLES_OF_SMALL_PACKAGES =
      slices().matching("io.lamina.jobs.(**)").should().beFreeOfCycles();
}
