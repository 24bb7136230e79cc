package io.lamina.runtime.cuda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module's classes may see. */
@AnalyzeClasses(
    packages = "io.lamina.runtime.cuda",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class DirectionsTest {
  @ArchTest
  static final ArchRule THE_DRIVER_KNOWS_NO_OPERATION =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.cuda.driver")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.cuda.driver",
              "io.lamina.runtime.device",
              "org.bytedeco..",
              "java..");

  @ArchTest
  static final ArchRule CARDS_SEE_THE_SEAM_AND_NO_TRAINER =
      classes()
          .that()
          .resideInAPackage("io.lamina.runtime.cuda")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.runtime.cuda..",
              "io.lamina.runtime.device",
              "io.lamina.zoo.geometry",
              "io.lamina.zoo.plan",
              "org.bytedeco..",
              "java..");
}
