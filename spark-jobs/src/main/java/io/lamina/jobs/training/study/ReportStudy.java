package io.lamina.jobs.training.study;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.report.pictures.ReportPictures;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a trained model for its report. A study that fails costs the report what it would have
 * shown. It does not cost the model, which may have taken hours.
 */
public final class ReportStudy {
  private static final Logger LOG = LoggerFactory.getLogger(ReportStudy.class);

  private final Consumer<String> warnings;

  /**
   * @param warnings takes a line for each study that failed
   */
  public ReportStudy(Consumer<String> warnings) {
    this.warnings = requireNonNull(warnings, "warnings is null");
  }

  /** The pictures; where they cannot be made, none and the reason. */
  public ReportPictures pictures(Supplier<ReportPictures> study) {
    try {
      return study.get();
    } catch (Exception | OutOfMemoryError e) {
      return ReportPictures.missing(warn("the report has no pictures", e));
    }
  }

  /**
   * Has figures found that only the report shows.
   *
   * @param what they are, for people
   */
  public void figures(String what, Runnable study) {
    try {
      study.run();
    } catch (Exception | OutOfMemoryError e) {
      warn("the report has no " + what, e);
    }
  }

  private String warn(String what, Throwable failure) {
    LOG.error(what, failure);
    Throwable cause = root(failure);
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String first = reason.lines().findFirst().orElse(reason);
    warnings.accept("warning: " + what + ": " + first + " (the log says more)");
    return first;
  }

  /** Spark wraps what a task fails with. */
  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
