package io.lamina.jobs.cli.models;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.Operator;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VersionName;
import io.lamina.zoo.registry.store.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description =
        "Goes back to the version that an alias named before: one more entry in its history. A"
            + " second rollback goes further back.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models rollback digits",
      "  lamina models rollback digits --reason 'rejects every seven'"
    })
final class RollbackCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(paramLabel = "NAME", description = "The model's name.")
  private String model;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      defaultValue = Alias.CHAMPION,
      description = "The alias that is moved; ${DEFAULT-VALUE} by default.")
  private String alias;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; it is kept in the alias's history.")
  private Optional<String> reason = Optional.empty();

  RollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::rollBack);
  }

  private Answer rollBack(ModelRegistry registry) {
    new KnownModel(model).in(registry);
    List<AliasEntry> history = registry.alias(model, alias).history();
    int before = new WayBack(history).version().orElseThrow(() -> noWayBack(history));
    PublishedVersion version =
        new VersionName(model, Optional.of(Numbers.name(before))).in(registry);
    Optional<AliasEntry> known = Optional.of(history.get(history.size() - 1));
    return new AliasMove(registry, alias, known)
        .to(version, AliasChange.by(AliasChange.Why.ROLLBACK, Operator.here().toString(), reason));
  }

  private DeniedException noWayBack(List<AliasEntry> history) {
    String now =
        history.isEmpty()
            ? "has named no version yet"
            : "is " + history.get(history.size() - 1).versionName() + ", and there is none before";
    return new DeniedException(
        String.format(
            "%s of %s %s (name a version: lamina models promote %s@vN --reason …)",
            alias, model, now, model));
  }
}
