package io.lamina.parameters;

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
@AnalyzeClasses(
    packages = "io.lamina.parameters",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class DirectionsTest {
  @ArchTest
  static final ArchRule SEES_PLAIN_JAVA_AND_ITS_TRANSPORT =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.lamina.parameters..", "java..", "javax.net.ssl..", "io.netty..", "org.slf4j..");

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
  static final ArchRule ROOMS_HAVE_DIRECTIONS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("values")
          .definedBy("io.lamina.parameters")
          .layer("wire")
          .definedBy("io.lamina.parameters.wire")
          .layer("part")
          .definedBy("io.lamina.parameters.part")
          .layer("server")
          .definedBy("io.lamina.parameters.server")
          .layer("worker")
          .definedBy("io.lamina.parameters.worker")
          .layer("coordinator")
          .definedBy("io.lamina.parameters.coordinator")
          .whereLayer("values")
          .mayNotAccessAnyLayer()
          .whereLayer("wire")
          .mayOnlyAccessLayers("values")
          .whereLayer("part")
          .mayOnlyAccessLayers("values")
          .whereLayer("server")
          .mayOnlyAccessLayers("values", "wire", "part")
          .whereLayer("worker")
          .mayOnlyAccessLayers("values", "wire")
          .whereLayer("coordinator")
          .mayOnlyAccessLayers("values", "wire", "part", "server");

  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CIRCLES =
      slices().matching("io.lamina.parameters.(*)..").should().beFreeOfCycles();
}
