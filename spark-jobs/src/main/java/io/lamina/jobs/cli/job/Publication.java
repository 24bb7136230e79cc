package io.lamina.jobs.cli.job;

import io.lamina.jobs.report.Judgement;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.training.TrainingRun;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ArtifactFile;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what a run learned. A report that cannot be made costs the report: the version is
 * published all the same, and its report says what is missing.
 */
final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final String NO_REPORT =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Lamina</title></head>
      <body><p>The report could not be made: %s. The figures of the run are in run.json.</p></body>
      </html>
      """;

  private final TrainingPlan plan;
  private final String yaml;
  private final ReportMaker page;
  private final Consumer<String> warnings;

  /**
   * @param yaml the plan's text
   * @param warnings takes a line for what could not be made
   */
  Publication(TrainingPlan plan, String yaml, ReportMaker page, Consumer<String> warnings) {
    this.plan = plan;
    this.yaml = yaml;
    this.page = page;
    this.warnings = warnings;
  }

  /**
   * Publishes a version.
   *
   * @param id of the publication
   * @param beside what is published with what every version has
   */
  PublishedVersion publish(
      ModelRegistry registry,
      String id,
      TrainingRun.Outcome outcome,
      RunRecord run,
      Beside beside) {
    ModelFiles model =
        new ModelFiles(
            outcome.model(), outcome.sketches(), run, yaml, report(run, outcome.pictures()));
    List<ArtifactFile> files = new ArrayList<>(model.files());
    files.addAll(beside.files());
    Map<String, Object> summary = new LinkedHashMap<>(model.summary());
    summary.putAll(beside.summary());
    return registry.publish(plan.publish().model(), id, summary, files);
  }

  /** The report, without what cannot be shown. */
  String report(RunRecord run, ReportPictures pictures) {
    return report(run, pictures, Optional.empty());
  }

  /** The same of a run whose version was judged. */
  String report(RunRecord run, ReportPictures pictures, Optional<Judgement> judgement) {
    try {
      return page.html(run, yaml, pictures, judgement);
    } catch (RuntimeException | OutOfMemoryError e) {
      return withoutPictures(run, warn("the report has no pictures", e), judgement);
    }
  }

  private String withoutPictures(RunRecord run, String reason, Optional<Judgement> judgement) {
    try {
      return page.html(run, yaml, ReportPictures.missing(reason), judgement);
    } catch (RuntimeException | OutOfMemoryError e) {
      return NO_REPORT.formatted(escaped(warn("there is no report", e)));
    }
  }

  private String warn(String what, Throwable failure) {
    LOG.error(what, failure);
    String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    warnings.accept("warning: " + what + ": " + reason + " (the log says more)");
    return reason;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
