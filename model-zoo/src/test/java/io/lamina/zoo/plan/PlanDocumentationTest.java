package io.lamina.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lamina.zoo.plan.data.SourceFormats;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.layer.Corruptions;
import io.lamina.zoo.plan.layer.LayerKeys;
import io.lamina.zoo.plan.layer.LayerKinds;
import io.lamina.zoo.plan.preprocessing.PreprocessingSteps;
import io.lamina.zoo.plan.stage.Optimizers;
import io.lamina.zoo.plan.yaml.AskedKey;
import io.lamina.zoo.plan.yaml.KeySurvey;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares {@code docs/plan.md} with what the reader asks for: every key of a plan, of every format
 * of data, of every kind of layer, optimizer, noise and preprocessing.
 */
final class PlanDocumentationTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExampleIsAPlan() throws IOException {
    List<String> examples =
        EXAMPLE.matcher(documentation()).results().map(example -> example.group(1)).toList();

    assertThat(examples).hasSize(1);
    assertThat(SmallPlan.read(examples.get(0)).layers()).isNotEmpty();
  }

  /** What each kind is called in the documentation, and what it asks for. */
  static Stream<Arguments> kinds() {
    Stream<Arguments> formats =
        kinds(
            SourceFormats.ALL.all(),
            name -> "`format: " + name + "`",
            section -> new SourceKeys(section, false));
    Stream<Arguments> layers =
        kinds(
            LayerKinds.ALL.all(),
            name -> "`kind: " + name + "`",
            section -> new LayerKeys(section, Optional.empty(), Optional.empty()));
    Stream<Arguments> steps =
        kinds(PreprocessingSteps.ALL.all(), name -> "### preprocessing", section -> section);
    Stream<Arguments> optimizers =
        kinds(Optimizers.ALL.all(), name -> "### optimizer", section -> section);
    Stream<Arguments> noise =
        kinds(Corruptions.ALL.all(), name -> "`kind: autoencoder`", section -> section);
    return Stream.of(formats, layers, steps, optimizers, noise).flatMap(each -> each);
  }

  private static <K> Stream<Arguments> kinds(
      List<? extends Kind<K, ?>> all, Function<String, String> place, Function<Section, K> keys) {
    return all.stream()
        .map(
            kind ->
                arguments(
                    kind.name(),
                    place.apply(kind.name()),
                    (Consumer<Section>) section -> kind.read(keys.apply(section))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void everyKindIsDocumentedWithItsKeys(String name, String place, Consumer<Section> schema)
      throws IOException {
    DocumentedKeys documented = DocumentedKeys.of(documentation(), place);

    assertThat(documented.text()).contains(name);
    assertThat(KeySurvey.of(schema)).allSatisfy(documented::requireDocumented);
  }

  @Test
  void everyKeyOfAPlanIsDocumented() throws IOException {
    DocumentedKeys documented = DocumentedKeys.of(documentation(), "## Keys");

    assertThat(KeySurvey.of(section -> new PlanSchema(ResourcePlan.anyDevice()).plan(section)))
        .hasSizeGreaterThan(50)
        .extracting(AskedKey::name)
        .contains("shards", "onlyClasses", "movingRate", "executorMemory");
    assertThat(KeySurvey.of(section -> new PlanSchema(ResourcePlan.anyDevice()).plan(section)))
        .allSatisfy(documented::requireDocumented);
  }

  @Test
  void theRangeOfAnExecutorsMemoryIsAsDocumented() throws IOException {
    String rule = MemorySize.form(ResourcePlan.EXECUTOR_MEMORY).rule();

    assertThat(documentation().lines().filter(line -> line.startsWith("| `executorMemory`")))
        .singleElement()
        .asString()
        .contains(rule.substring("must be ".length()));
  }

  private static String documentation() throws IOException {
    return Files.readString(Path.of("..", "docs", "plan.md"));
  }
}
