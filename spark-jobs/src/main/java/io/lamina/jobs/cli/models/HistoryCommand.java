package io.lamina.jobs.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description =
        "Lists what an alias has named, the first first: when, why, by whom, and what the gates"
            + " said.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models history digits",
      "  lamina models history digits --alias challenger --json"
    })
final class HistoryCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(paramLabel = "NAME", description = "The model's name.")
  private String model;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      defaultValue = Alias.CHAMPION,
      description = "The alias; ${DEFAULT-VALUE} by default.")
  private String alias;

  HistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::history);
  }

  private Answer history(ModelRegistry registry) {
    new KnownModel(model).in(registry);
    List<AliasEntry> entries = registry.alias(model, alias).history();
    RegistryJson words = new RegistryJson(registry);
    ObjectNode json = words.head(model).put("alias", alias);
    ArrayNode all = json.putArray("entries");
    StringBuilder text = new StringBuilder();
    if (entries.isEmpty()) {
      text.append(
          String.format(
              "%s of %s has named no version yet; aliases of %s: %s%n",
              alias, model, model, registry.aliases(model).stream().map(Alias::name).toList()));
    }
    for (AliasEntry entry : entries) {
      GateReading gates = GateReading.of(registry, model, entry);
      all.add(words.entry(entry, gates));
      text.append(String.format("%s%n", new EntryWords(entry).since()));
      gates.lines().forEach(line -> text.append(String.format("  %s%n", line)));
    }
    return Answer.done(text.toString(), json);
  }
}
