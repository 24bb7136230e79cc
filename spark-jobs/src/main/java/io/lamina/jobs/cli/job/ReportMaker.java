package io.lamina.jobs.cli.job;

import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.RunRecord;

/** Makes the report of a run. */
@FunctionalInterface
public interface ReportMaker {
  /**
   * The page.
   *
   * @param planYaml the plan as run
   */
  String html(RunRecord run, String planYaml, ReportPictures pictures);
}
