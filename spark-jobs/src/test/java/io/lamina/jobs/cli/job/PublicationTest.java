package io.lamina.jobs.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.report.ReportPage;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.RunRecord;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.Recipes;
import io.lamina.zoo.plan.TrainingPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A report that cannot be made costs the report. */
class PublicationTest {
  private static final RunRecord RUN =
      RunRecord.builder("digits", 1, Instant.parse("2026-11-02T08:57:49Z"), 2).succeeded();

  private final List<String> warnings = new ArrayList<>();

  @Test
  void aReportWhosePicturesCannotBeDrawnSaysWhyItHasNone() {
    ReportPage page = new ReportPage();
    String report =
        publication(
                (run, yaml, pictures, judgement) -> {
                  if (pictures.missing().isEmpty()) {
                    throw new IllegalStateException("the pictures are <too> large");
                  }
                  return page.html(run, yaml, pictures);
                })
            .report(RUN, ReportPictures.none());

    assertThat(report)
        .contains("could not be made: the pictures are &lt;too&gt; large")
        .contains("Training report".toLowerCase(java.util.Locale.ROOT));
    assertThat(warnings)
        .containsExactly(
            "warning: the report has no pictures: the pictures are <too> large (the log says"
                + " more)");
  }

  @Test
  void whereNoReportCanBeMadeAPageSaysSo() {
    String report =
        publication(
                (run, yaml, pictures, judgement) -> {
                  throw new IllegalStateException("no <template>");
                })
            .report(RUN, ReportPictures.none());

    assertThat(report).contains("The report could not be made: no &lt;template&gt;.");
    assertThat(warnings).hasSize(2);
  }

  @Test
  void aReportThatCanBeMadeIsMade() {
    String report = publication(new ReportPage()::html).report(RUN, ReportPictures.none());

    assertThat(report).doesNotContain("could not be made");
    assertThat(warnings).isEmpty();
  }

  private Publication publication(ReportMaker page) {
    TrainingPlan plan = new PlanReader().read(new Recipes().text("demo").orElseThrow(), List.of());
    return new Publication(plan, "name: demo\n", page, warnings::add);
  }
}
