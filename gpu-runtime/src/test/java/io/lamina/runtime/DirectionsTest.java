package io.lamina.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.nd4j.linalg.api.buffer.DataBuffer;

/** What this module's classes may see. */
@AnalyzeClasses(
    packages = "io.lamina.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class DirectionsTest {
  @ArchTest
  static final ArchRule TRAINERS_SEE_OPERATIONS_ANALYSIS_AND_PLANS_ALONE =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.train..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.train..",
              "io.lamina.runtime.layer..",
              "io.lamina.runtime.analysis..",
              "io.lamina.runtime.start..",
              "io.lamina.runtime.device..",
              "io.lamina.zoo.plan..",
              "io.lamina.zoo.geometry..",
              "java..");

  @ArchTest
  static final ArchRule STARTS_SEE_PLANS_ALONE =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.start..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.start..",
              "io.lamina.zoo.plan..",
              "io.lamina.zoo.geometry..",
              "java..");

  @ArchTest
  static final ArchRule LAYERS_SEE_OPERATIONS_AND_PLANS_ALONE =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.layer..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.layer..",
              "io.lamina.runtime.device..",
              "io.lamina.zoo.plan..",
              "io.lamina.zoo.geometry..",
              "java..");

  @ArchTest
  static final ArchRule ANALYSIS_SEES_LAYERS_AND_NO_TRAINER =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.analysis..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.analysis..",
              "io.lamina.runtime.layer..",
              "io.lamina.runtime.device..",
              "io.lamina.zoo.plan..",
              "io.lamina.zoo.geometry..",
              "java..");

  @ArchTest
  static final ArchRule WHAT_LOOKS_AT_UNITS_SEES_LAYERS_AND_NO_TRAINER =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.units..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.units..",
              "io.lamina.runtime.layer..",
              "io.lamina.runtime.device..",
              "io.lamina.zoo.plan..",
              "io.lamina.zoo.geometry..",
              "java..");

  @ArchTest
  static final ArchRule NEIGHBOURS_SEE_OPERATIONS_AND_EXAMPLES_ALONE =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.neighbours..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.neighbours..",
              "io.lamina.runtime.train..",
              "io.lamina.runtime.device..",
              "io.lamina.zoo.plan..",
              "java..");

  @ArchTest
  static final ArchRule THE_SEAM_KNOWS_NO_PROVIDER =
      noClasses()
          .that()
          .resideInAPackage("io.lamina.runtime.device..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_A_PROVIDER =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.lamina.runtime.processor..", "io.lamina.runtime.nd4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.lamina.runtime.processor..", "io.lamina.runtime.nd4j..");

  /** So that it runs on whatever backend ND4J has. */
  @ArchTest
  static final ArchRule ARRAYS_ARE_THOSE_OF_ND4J_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.lamina.runtime.nd4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "org.nd4j.nativeblas..")
          .orShould()
          .callMethod(DataBuffer.class, "addressPointer");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.lamina.runtime.(*)..").should().beFreeOfCycles();
}
