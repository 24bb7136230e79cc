package io.lamina.jobs.cli.models;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.Operator;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VersionName;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "promote",
    description =
        "Makes a version the champion, or what another alias names, whatever gates say. Every file"
            + " of it is verified first.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models promote digits@v3 --reason 'better on the new forms'",
      "  lamina models promote digits@challenger --reason 'the gate had too few labels'",
      "  lamina models promote digits@v3 --alias canary --reason 'try it on one host'"
    })
final class PromoteCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  @Parameters(
      paramLabel = "NAME@vN",
      description = "The version, by its number or by another alias.")
  private String version;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it is kept in the alias's history.")
  private String reason;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      defaultValue = Alias.CHAMPION,
      description = "The alias that is moved; ${DEFAULT-VALUE} by default.")
  private String alias;

  PromoteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, this::promote);
  }

  private Answer promote(ModelRegistry registry) {
    VersionName name = certain(VersionName.parse(version));
    if (reason.isBlank()) {
      throw new IllegalArgumentException("--reason is empty (say why: it is kept)");
    }
    Optional<AliasEntry> known = registry.alias(name.model(), alias).current();
    PublishedVersion promoted = name.in(registry);
    return new AliasMove(registry, alias, known).to(promoted, change(registry, promoted));
  }

  private static VersionName certain(VersionName name) {
    if (name.which().isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "'%1$s' is a model (name the version: %1$s@v3, or %1$s@%2$s)",
              name.model(), Alias.CHALLENGER));
    }
    return name;
  }

  /** With what is known of the version: its run, and what gates said of it. */
  private AliasChange change(ModelRegistry registry, PublishedVersion promoted) {
    Optional<AliasChange> before =
        registry.aliases(promoted.model()).stream()
            .flatMap(each -> each.history().stream())
            .filter(entry -> entry.version() == promoted.number())
            .filter(entry -> entry.change().gates().isPresent())
            .max(Comparator.comparing(AliasEntry::at))
            .map(AliasEntry::change);
    return new AliasChange(
        AliasChange.Why.MANUAL,
        Operator.here().toString(),
        before.flatMap(AliasChange::run),
        before.flatMap(AliasChange::gates),
        OptionalInt.empty(),
        Optional.of(reason));
  }
}
