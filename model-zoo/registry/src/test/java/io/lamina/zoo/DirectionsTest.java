package io.lamina.zoo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module's classes may see. */
@AnalyzeClasses(packages = "io.lamina.zoo", importOptions = ImportOption.DoNotIncludeTests.class)
final class DirectionsTest {
  private static final String REASON = "io.lamina.zoo.reason";
  private static final String STORAGE = "io.lamina.zoo.storage";
  private static final String STORE = "io.lamina.zoo.registry.store";

  @ArchTest static final ArchRule NAMES_SEE_NOTHING = sees("io.lamina.zoo.name");

  @ArchTest
  static final ArchRule REASONS_SEE_NOTHING_BUT_JSON = sees(REASON, "com.fasterxml.jackson.core..");

  @ArchTest
  static final ArchRule STORAGE_SEES_NOTHING_BUT_HADOOP =
      sees(STORAGE, REASON, "org.apache.hadoop..");

  @ArchTest
  static final ArchRule STORES_KNOW_NEITHER_MODELS_NOR_VERSIONS =
      sees(STORE, STORAGE, REASON, "com.fasterxml.jackson..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule THE_REGISTRY_SEES_NOTHING_BUT_HADOOP_AND_JSON =
      sees(
          "io.lamina.zoo.registry",
          STORE,
          REASON,
          "io.lamina.zoo.name",
          "com.fasterxml.jackson..",
          "org.apache.hadoop..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.lamina.zoo.(*)..").should().beFreeOfCycles();

  private static ArchRule sees(String part, String... others) {
    String[] seen = new String[others.length + 2];
    seen[0] = part;
    seen[1] = "java..";
    System.arraycopy(others, 0, seen, 2, others.length);
    return classes()
        .that()
        .resideInAPackage(part)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(seen);
  }
}
