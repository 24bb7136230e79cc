package io.lamina.zoo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** What this module's classes may see. */
@AnalyzeClasses(packages = "io.lamina.zoo", importOptions = ImportOption.DoNotIncludeTests.class)
final class DirectionsTest {
  private static final String STEPS = "io.lamina.zoo.plan.preprocessing";

  @ArchTest
  static final ArchRule GEOMETRY_SEES_NOTHING =
      classes()
          .that()
          .resideInAPackage("io.lamina.zoo.geometry..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.lamina.zoo.geometry..", "java..");

  @ArchTest
  static final ArchRule PLANS_SEE_NOTHING_BUT_GEOMETRY_AND_YAML =
      classes()
          .that()
          .resideInAPackage("io.lamina.zoo.plan..")
          .and()
          .resideOutsideOfPackage(STEPS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.zoo.plan..",
              "io.lamina.zoo.geometry..",
              "io.lamina.zoo.reason..",
              "io.lamina.zoo.name..",
              "java..",
              "org.snakeyaml..");

  /** A step writes its keys in a plan, and its statistics in JSON; some know what pictures are. */
  @ArchTest
  static final ArchRule STEPS_OF_PREPROCESSING_SEE_JSON_TOO =
      classes()
          .that()
          .resideInAPackage(STEPS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              STEPS,
              "io.lamina.zoo.plan.yaml",
              "io.lamina.zoo.geometry",
              "com.fasterxml.jackson.databind..",
              "java..");

  @ArchTest
  static final ArchRule PARTS_OF_PLANS_LOOK_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.lamina.zoo.plan..")
          .layer("plan")
          .definedBy("io.lamina.zoo.plan")
          .layer("layer")
          .definedBy("io.lamina.zoo.plan.layer")
          .layer("stage")
          .definedBy("io.lamina.zoo.plan.stage")
          .layer("data")
          .definedBy("io.lamina.zoo.plan.data")
          .layer("tables")
          .definedBy("io.lamina.zoo.plan.data.tables")
          .layer("images")
          .definedBy("io.lamina.zoo.plan.data.images")
          .layer("source")
          .definedBy("io.lamina.zoo.plan.data.source")
          .layer("preprocessing")
          .definedBy("io.lamina.zoo.plan.preprocessing")
          .layer("retrain")
          .definedBy("io.lamina.zoo.plan.retrain")
          .layer("yaml")
          .definedBy("io.lamina.zoo.plan.yaml")
          .whereLayer("plan")
          .mayOnlyAccessLayers(
              "layer", "stage", "data", "source", "preprocessing", "retrain", "yaml")
          .whereLayer("layer")
          .mayOnlyAccessLayers("stage", "data", "preprocessing", "yaml")
          .whereLayer("stage")
          .mayOnlyAccessLayers("yaml")
          .whereLayer("data")
          .mayOnlyAccessLayers("tables", "images", "source", "preprocessing", "yaml")
          .whereLayer("tables")
          .mayOnlyAccessLayers("images", "source", "yaml")
          .whereLayer("images")
          .mayOnlyAccessLayers("source", "yaml")
          .whereLayer("source")
          .mayOnlyAccessLayers("preprocessing", "yaml")
          .whereLayer("preprocessing")
          .mayOnlyAccessLayers("yaml")
          .whereLayer("retrain")
          .mayOnlyAccessLayers("yaml")
          .whereLayer("yaml")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule THE_GENERATOR_OF_DIGITS_SEES_NOTHING =
      classes()
          .that()
          .resideInAPackage("io.lamina.zoo.digits..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.lamina.zoo.digits..", "io.lamina.zoo.generator", "java..");

  @ArchTest
  static final ArchRule THE_GENERATOR_OF_SHAPES_SEES_NOTHING =
      classes()
          .that()
          .resideInAPackage("io.lamina.zoo.shapes..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.lamina.zoo.shapes..", "io.lamina.zoo.generator", "java..");

  @ArchTest
  static final ArchRule VARIATIONS_SEE_NOTHING =
      classes()
          .that()
          .resideInAPackage("io.lamina.zoo.variations..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.lamina.zoo.variations..", "java..");

  @ArchTest
  static final ArchRule PREPROCESSING_SEES_NOTHING_BUT_PLANS_AND_JSON =
      classes()
          .that()
          .resideInAPackage("io.lamina.zoo.preprocessing..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.zoo.preprocessing..",
              "io.lamina.zoo.plan..",
              "io.lamina.zoo.reason..",
              "com.fasterxml.jackson..",
              "java..");

  @ArchTest
  static final ArchRule ONLY_NETWORKS_SEE_DL4J =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lamina.zoo.network..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..");

  /** It runs where there is nothing else. */
  @ArchTest
  static final ArchRule THE_CHECK_OF_LOADING_SEES_NOTHING_BUT_DL4J =
      classes()
          .that()
          .resideInAPackage("io.lamina.zoo.network.load")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.zoo.network.load", "org.deeplearning4j..", "org.nd4j..", "java..");

  @ArchTest
  static final ArchRule ONLY_REGISTRY_AND_STORAGE_SEE_HADOOP =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.lamina.zoo.registry..", "io.lamina.zoo.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hadoop..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.lamina.zoo.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule READS_NO_JAVA_OBJECTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ObjectOutputStream.class);
}
