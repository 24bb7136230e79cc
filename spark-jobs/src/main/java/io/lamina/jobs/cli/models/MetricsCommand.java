package io.lamina.jobs.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedModel;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.RegistryListing;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code lamina models metrics}: what is to be watched between two runs, when no driver is there.
 */
@Command(
    name = "metrics",
    description = {
      "Prints metrics of all models for Prometheus: versions, and when the champion was promoted.",
      "Between two retrainings there is no process to scrape. Write the metrics to a file for the"
          + " textfile collector of Prometheus's node exporter, after each retraining or by a"
          + " timer."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina models metrics --registry hdfs://host/models",
      "  lamina models metrics > lamina.prom.new && mv lamina.prom.new"
          + " /var/lib/textfiles/lamina.prom"
    })
final class MetricsCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private RegistryOptions options = new RegistryOptions();

  MetricsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return options.answer(console, MetricsCommand::metrics);
  }

  private static Answer metrics(ModelRegistry registry) {
    if (!registry.exists()) {
      throw new DeniedException(
          "no registry in " + registry.location() + " (give its directory: --registry)");
    }
    RegistryListing listing = registry.list();
    List<String> problems = new ArrayList<>(listing.broken());
    Gauges gauges = new Gauges();
    ObjectNode json = new RegistryJson(registry).head();
    for (PublishedModel model : listing.models()) {
      Optional<AliasEntry> champion = champion(registry, model.name(), problems);
      gauges.add(model, champion);
      add(json.withArray("models").addObject(), model, champion);
    }
    problems.forEach(json.putArray("problems")::add);
    int exitCode = problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    return new Answer(exitCode, gauges.text(), json, problems);
  }

  private static Optional<AliasEntry> champion(
      ModelRegistry registry, String model, List<String> problems) {
    try {
      return registry.alias(model, Alias.CHAMPION).current();
    } catch (RegistryException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static void add(ObjectNode json, PublishedModel model, Optional<AliasEntry> champion) {
    json.put("model", model.name()).put("versions", model.versions().size());
    newest(model).ifPresent(version -> json.put("published", version.publishedAt().toString()));
    champion.ifPresent(
        entry -> json.put("champion", entry.versionName()).put("promoted", entry.at().toString()));
  }

  private static Optional<PublishedVersion> newest(PublishedModel model) {
    return model.versions().stream().max(Comparator.comparing(PublishedVersion::number));
  }

  private static final class Gauges {
    private static final String MODEL = "model";
    private static final double MILLI = 1e-3;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Gauge versions =
        Gauge.builder()
            .name("lamina_model_versions")
            .help("Versions in the registry.")
            .labelNames(MODEL)
            .register(registry);
    private final Gauge champion =
        Gauge.builder()
            .name("lamina_model_champion_version")
            .help("The number of the version that the alias champion names.")
            .labelNames(MODEL)
            .register(registry);
    private final Gauge published =
        moment("lamina_model_published_timestamp", "When the newest version was published.");
    private final Gauge promoted =
        moment("lamina_model_promoted_timestamp", "When the alias champion was moved last.");

    private Gauge moment(String name, String help) {
      return Gauge.builder()
          .name(name)
          .unit(Unit.SECONDS)
          .help(help)
          .labelNames(MODEL)
          .register(registry);
    }

    void add(PublishedModel model, Optional<AliasEntry> entry) {
      versions.labelValues(model.name()).set(model.versions().size());
      newest(model)
          .ifPresent(
              version -> published.labelValues(model.name()).set(seconds(version.publishedAt())));
      entry.ifPresent(
          now -> {
            champion.labelValues(model.name()).set(now.version());
            promoted.labelValues(model.name()).set(seconds(now.at()));
          });
    }

    private static double seconds(Instant moment) {
      return moment.toEpochMilli() * MILLI;
    }

    String text() {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      try {
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
      } catch (IOException e) {
        throw new UncheckedIOException("a text in memory could not be written", e);
      }
      return text.toString(UTF_8);
    }
  }
}
