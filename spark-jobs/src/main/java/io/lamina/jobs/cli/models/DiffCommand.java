package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.models.diff.Difference;
import io.lamina.jobs.cli.models.diff.VersionDiff;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VersionName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description =
        "Shows in what two versions differ: the keys of their plans, their figures, their data"
            + " files, their features.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models diff digits@v2 digits@v3",
      "  lamina models diff digits@champion digits@challenger --all"
    })
final class DiffCommand implements Callable<Integer> {
  private static final String NOTHING = "-";

  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A version: digits@v2, digits@champion, or digits for the newest.")
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = "The other version.")
  private String second;

  @Option(names = "--all", description = "Shows also what is the same in both.")
  private boolean all;

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::diff);
  }

  private Answer diff(ModelRegistry registry) {
    PublishedVersion a = VersionName.parse(first).in(registry);
    PublishedVersion b = VersionName.parse(second).in(registry);
    List<Difference> differences =
        new VersionDiff(registry)
            .of(a, b).stream().filter(each -> all || each.isDifferent()).toList();
    return Answer.done(text(a, b, differences), json(registry, a, b, differences));
  }

  private static String text(PublishedVersion a, PublishedVersion b, List<Difference> differences) {
    if (differences.isEmpty()) {
      return String.format("%s and %s do not differ%n", name(a), name(b));
    }
    TextTable table = new TextTable("ABOUT", "KEY", name(a), name(b));
    for (Difference each : differences) {
      table.add(
          each.about(), each.key(), each.first().orElse(NOTHING), each.second().orElse(NOTHING));
    }
    return table.toString();
  }

  private static String name(PublishedVersion version) {
    return new VersionName(version.model(), Optional.of(version.name())).toString();
  }

  private static ObjectNode json(
      ModelRegistry registry,
      PublishedVersion a,
      PublishedVersion b,
      List<Difference> differences) {
    ObjectNode json = new RegistryJson(registry).head().put("a", name(a)).put("b", name(b));
    ArrayNode array = json.putArray("differences");
    for (Difference each : differences) {
      ObjectNode node = array.addObject().put("about", each.about()).put("key", each.key());
      each.first().ifPresent(value -> node.put("a", value));
      each.second().ifPresent(value -> node.put("b", value));
    }
    return json;
  }
}
