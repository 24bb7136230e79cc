package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Shows a model: its aliases, since when and why they name what they name, what the gates"
            + " said of the champion, and its versions.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models show digits",
      "  lamina models show digits --registry hdfs://host/models --json",
      "  lamina models show digits --html digits.html"
    })
final class ShowCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(paramLabel = "NAME", description = "The model's name.")
  private String model;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also writes a page, which loads nothing: figures over versions, the aliases' histories"
              + " with their gates, and which features of the champion are new.")
  private Optional<Path> html = Optional.empty();

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::show);
  }

  private Answer show(ModelRegistry registry) {
    VersionLines lines = VersionLines.of(registry, new KnownModel(model).in(registry));
    NamedVersions aliases = lines.aliases().get(model);
    Optional<AliasEntry> champion = Optional.ofNullable(aliases.current().get(Alias.CHAMPION));
    Optional<GateReading> gates = champion.map(entry -> GateReading.of(registry, model, entry));
    html.ifPresent(file -> new HistoryFile(registry, model).write(file, lines));
    return new Answer(
        ExitCode.DONE,
        text(registry, lines, aliases, gates),
        json(registry, lines, aliases, gates),
        lines.problems());
  }

  private String text(
      ModelRegistry registry,
      VersionLines lines,
      NamedVersions aliases,
      Optional<GateReading> gates) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%s in %s%n", model, registry.location()));
    aliases
        .current()
        .forEach(
            (alias, entry) ->
                text.append(String.format("%s: %s%n", alias, new EntryWords(entry).since())));
    if (!aliases.current().containsKey(Alias.CHAMPION)) {
      text.append(
          String.format(
              "no version is the %s (lamina models promote %s@vN --reason …)%n",
              Alias.CHAMPION, model));
    }
    gates.ifPresent(
        said -> {
          if (!said.lines().isEmpty()) {
            text.append(String.format("gates of the %s:%n", Alias.CHAMPION));
            said.lines().forEach(line -> text.append(String.format("  %s%n", line)));
          }
        });
    return text.append(String.format("%n")).append(lines.text()).toString();
  }

  private ObjectNode json(
      ModelRegistry registry,
      VersionLines lines,
      NamedVersions aliases,
      Optional<GateReading> gates) {
    RegistryJson words = new RegistryJson(registry);
    ObjectNode json = words.head(model);
    ArrayNode versions = json.putArray("versions");
    for (PublishedVersion version : lines.listing().versions()) {
      versions.add(words.version(version, lines.of(version)));
    }
    ObjectNode current = json.putObject("aliases");
    aliases
        .current()
        .forEach(
            (alias, entry) ->
                current.set(
                    alias,
                    alias.equals(Alias.CHAMPION)
                        ? words.entry(entry, gates.orElseThrow())
                        : words.entry(entry)));
    lines.problems().forEach(json.putArray("problems")::add);
    return json;
  }
}
