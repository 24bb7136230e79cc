package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "prune",
    description =
        "Removes old versions of a model. The newest stay, what an alias names or named last, and"
            + " what is young. What writers that were killed left behind is removed, too.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models prune digits --keep 10",
      "  lamina models prune digits --keep 3 --grace 7d"
    })
final class PruneCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(paramLabel = "NAME", description = "The model's name.")
  private String model;

  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "How many of the newest stay; at least 1.")
  private int keep;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "1d",
      description =
          "What is younger stays: somebody may read it, or be at work on it; ${DEFAULT-VALUE} by"
              + " default. Such as 90s, 30m, 12h, 7d.")
  private Duration grace;

  PruneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::prune);
  }

  private Answer prune(ModelRegistry registry) {
    if (keep < 1) {
      throw new IllegalArgumentException("--keep is " + keep + ", must be at least 1");
    }
    new KnownModel(model).in(registry);
    List<String> removed =
        registry.prune(model, keep, grace).stream().map(PublishedVersion::name).toList();
    ObjectNode json = new RegistryJson(registry).head(model);
    removed.forEach(json.putArray("removed")::add);
    return Answer.done(
        String.format(
            "%s: %s%n",
            model,
            removed.isEmpty() ? "no version is removed" : "removed " + String.join(", ", removed)),
        json);
  }
}
