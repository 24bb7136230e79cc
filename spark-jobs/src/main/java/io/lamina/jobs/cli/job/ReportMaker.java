package io.lamina.jobs.cli.job;

import io.lamina.jobs.report.Judgement;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.RunRecord;
import java.util.Optional;

/** Makes the report of a run. */
@FunctionalInterface
public interface ReportMaker {
  /**
   * The page.
   *
   * @param planYaml the plan as run
   * @param judgement of the gates, where the run's version was judged
   */
  String html(
      RunRecord run, String planYaml, ReportPictures pictures, Optional<Judgement> judgement);
}
