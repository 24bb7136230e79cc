package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.ModelFiles;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.RegistryListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "models",
    description = "Lists the published versions in a registry, one per line.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lamina models", "  lamina models hdfs://host/models --verify"})
final class ModelsCommand implements Callable<Integer> {
  private static final String STANDARD = "models";

  private final Console console;

  @Parameters(
      paramLabel = "REGISTRY",
      arity = "0..1",
      description = "The registry's directory; " + STANDARD + " by default.")
  private Optional<String> registry = Optional.empty();

  @Option(names = "--verify", description = "Verifies the checksum of every file.")
  private boolean verify;

  ModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      ModelRegistry models = ModelRegistry.at(registry.orElse(STANDARD), new Configuration());
      if (registry.isPresent() && !models.exists()) {
        console
            .err()
            .printf(
                "lamina: there is no registry '%s': %s does not exist (give the directory of a"
                    + " registry, not the name of a model)%n",
                registry.get(), models.location());
        return ExitCode.FAILED;
      }
      RegistryListing listing = models.list();
      print(models.location(), listing);
      return verify ? verify(models, listing) : ExitCode.DONE;
    } catch (RegistryException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** A verdict for every version; those that cannot be read have been named already. */
  private int verify(ModelRegistry models, RegistryListing listing) {
    List<PublishedVersion> versions = versions(listing);
    int whole = 0;
    for (PublishedVersion version : versions) {
      whole += isWhole(models, version) ? 1 : 0;
    }
    int all = versions.size() + listing.broken().size();
    console.out().printf(Locale.ROOT, "%d of %d versions are as published%n", whole, all);
    return whole == all ? ExitCode.DONE : ExitCode.FAILED;
  }

  private boolean isWhole(ModelRegistry models, PublishedVersion version) {
    try {
      models.verify(version);
      return true;
    } catch (RegistryException e) {
      console.err().println("lamina: " + e.getMessage());
      return false;
    }
  }

  private static List<PublishedVersion> versions(RegistryListing listing) {
    return listing.models().stream().flatMap(model -> model.versions().stream()).toList();
  }

  private void print(String location, RegistryListing listing) {
    List<PublishedVersion> versions = versions(listing);
    if (!versions.isEmpty()) {
      print(versions);
    } else if (listing.broken().isEmpty()) {
      console.out().println("no models in " + location);
    }
    listing.broken().forEach(message -> console.err().println("lamina: " + message));
  }

  private void print(List<PublishedVersion> versions) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"MODEL", "VERSION", "PUBLISHED", "TEST ERROR", "NETWORK", "LOCATION"});
    for (PublishedVersion version : versions) {
      rows.add(row(version));
    }
    console.out().print(table(rows));
  }

  private static String[] row(PublishedVersion version) {
    Object error = version.summary().get(ModelFiles.TEST_ERROR);
    return new String[] {
      version.model(),
      version.name(),
      version.publishedAt().toString(),
      error instanceof Number share
          ? String.format(Locale.ROOT, "%.2f %%", 100 * share.doubleValue())
          : "-",
      String.valueOf(version.summary().getOrDefault(ModelFiles.NETWORK, "-")),
      version.location()
    };
  }

  private static String table(List<String[]> rows) {
    Column[] columns = new Column[rows.get(0).length];
    for (int k = 0; k < columns.length; k++) {
      int column = k;
      int width = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
      columns[k] = new Column(width + 2, 0, Column.Overflow.SPAN);
    }
    TextTable table =
        TextTable.forColumns(picocli.CommandLine.Help.defaultColorScheme(Ansi.OFF), columns);
    rows.forEach(table::addRowValues);
    return table.toString();
  }
}
