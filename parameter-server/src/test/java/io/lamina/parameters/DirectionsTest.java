package io.lamina.parameters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
}
