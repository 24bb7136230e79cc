package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages that a stranger reads to what is in the source tree. */
final class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)[^)]*\\)");
  private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"));
        Stream<Path> deploy = Files.list(ROOT.resolve("deploy"))) {
      return Stream.of(top, docs, deploy)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
  }

  @Test
  void theCodeInTheReadmeIsThatOfTheExamples() throws IOException {
    String sources = withoutIndentation(source("Predict")) + withoutIndentation(source("Features"));

    assertThat(blocks("java"))
        .hasSize(2)
        .allSatisfy(block -> assertThat(sources).contains(withoutIndentation(block)));
  }

  @Test
  void thePlanInTheReadmeIsOne() throws Exception {
    List<String> plans = blocks("yaml");

    assertThat(plans).hasSize(1);
    assertThat(new PlanReader().read(new PlanText("README.md", plans.get(0)), List.of()).layers())
        .isNotEmpty();
  }

  @Test
  void theArchitectureNamesEveryModule() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/architecture.md"));
    String pom = Files.readString(ROOT.resolve("pom.xml"));

    assertThat(MODULE.matcher(pom).results().map(module -> module.group(1)))
        .isNotEmpty()
        .allSatisfy(module -> assertThat(page).contains("`" + module + "`"));
  }

  private static List<String> blocks(String language) throws IOException {
    Pattern block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return block
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String source(String program) throws IOException {
    return Files.readString(Path.of("src/main/java/io/lamina/examples", program + ".java"));
  }

  private static String withoutIndentation(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
