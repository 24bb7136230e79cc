package io.lamina.jobs.cli.models;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.RegistryListing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamina models}: lists a registry, and has the commands on it. */
@Command(
    name = "models",
    description = "Lists the published versions in a registry, one per line.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models",
      "  lamina models hdfs://host/models --verify",
      "  lamina models show digits",
      "  lamina models promote digits@v3 --reason 'better on the new forms'",
      "",
      "A registry whose directory is called like a command: lamina models ./list"
    })
public final class ModelsCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "REGISTRY",
      arity = "0..1",
      description = "The registry's directory; " + RegistryOptions.STANDARD + " by default.")
  private Optional<String> registry = Optional.empty();

  @Option(names = "--verify", description = "Verifies the checksum of every file.")
  private boolean verify;

  private ModelsCommand(Console console) {
    this.console = console;
  }

  /** The command with its own commands, on a console. */
  public static CommandLine commandLine(Console console) {
    CommandLine models = new CommandLine(new ModelsCommand(console));
    List.of(
            new ListCommand(console),
            new ShowCommand(console),
            new HistoryCommand(console),
            new DiffCommand(console),
            new PromoteCommand(console),
            new RollbackCommand(console),
            new PruneCommand(console),
            new VerifyCommand(console),
            new SettleCommand(console),
            new MetricsCommand(console))
        .forEach(models::addSubcommand);
    return models.registerConverter(Duration.class, new Grace());
  }

  @Override
  public Integer call() {
    try {
      ModelRegistry models =
          ModelRegistry.at(registry.orElse(RegistryOptions.STANDARD), new Configuration());
      if (registry.isPresent() && !models.exists()) {
        console
            .err()
            .printf(
                "lamina: there is no registry '%s': %s does not exist (give the directory of a"
                    + " registry, not the name of a model; 'lamina models --help' lists the"
                    + " commands)%n",
                registry.get(), models.location());
        return ExitCode.FAILED;
      }
      RegistryListing listing = models.list();
      print(models, listing);
      return verify ? verify(models, listing) : ExitCode.DONE;
    } catch (RegistryException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** A verdict for every version; those that cannot be read have been named already. */
  private int verify(ModelRegistry models, RegistryListing listing) {
    Verification verification = Verification.of(models, listing);
    verification.problems().forEach(problem -> console.err().println("lamina: " + problem));
    console.out().print(verification.summary());
    return verification.isWhole() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(ModelRegistry models, RegistryListing listing) {
    VersionLines lines = VersionLines.of(models, listing);
    if (listing.models().isEmpty() && listing.broken().isEmpty()) {
      console.out().println("no models in " + models.location());
    }
    console.out().print(lines.text());
    lines.problems().forEach(problem -> console.err().println("lamina: " + problem));
  }
}
