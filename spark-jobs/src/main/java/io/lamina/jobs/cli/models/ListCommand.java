package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.ModelRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = "Lists the versions of all models, with the aliases that name them.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lamina models list", "  lamina models list --registry hdfs://host/models --json"})
final class ListCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::list);
  }

  private Answer list(ModelRegistry registry) {
    options.requireNamed(registry);
    VersionLines lines = VersionLines.of(registry, registry.list());
    RegistryJson words = new RegistryJson(registry);
    ObjectNode json = words.head();
    ArrayNode versions = json.putArray("versions");
    lines
        .listing()
        .versions()
        .forEach(version -> versions.add(words.version(version, lines.of(version))));
    lines.problems().forEach(json.putArray("problems")::add);
    String text = lines.text();
    return new Answer(
        ExitCode.DONE,
        text.isEmpty() && lines.problems().isEmpty()
            ? String.format("no models in %s%n", registry.location())
            : text,
        json,
        lines.problems());
  }
}
