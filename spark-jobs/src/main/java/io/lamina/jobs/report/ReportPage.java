package io.lamina.jobs.report;

import static java.util.Objects.requireNonNull;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.RunRecord;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the report of a run: one HTML page that loads nothing, from nowhere. Whatever text a run
 * brings is shown as that text. Safe for use by several threads.
 */
public final class ReportPage {
  private static final String TEMPLATE = "report.mustache";

  private final Mustache template =
      new DefaultMustacheFactory().compile(new StringReader(PageAssets.read(TEMPLATE)), TEMPLATE);
  private final PageAssets assets = PageAssets.load();

  /**
   * The page.
   *
   * @param run the record of a run, be it a failed one
   * @param planYaml the plan as run
   * @param pictures what there is to show
   */
  public String html(RunRecord run, String planYaml, ReportPictures pictures) {
    requireNonNull(planYaml, "planYaml is null");
    StringWriter page = new StringWriter();
    template.execute(page, Content.of(assets, run, planYaml, pictures));
    return page.toString();
  }

  /** What the template shows, section by section. */
  private record Content(
      PageAssets assets,
      Headline headline,
      Optional<String> missing,
      Optional<Curves> curves,
      Optional<LabelCurve> labelCurve,
      Optional<Units> units,
      Optional<Reconstructions> reconstructions,
      Optional<Generated> samples,
      Optional<Likelihood> likelihood,
      Optional<Confusion> confusion,
      Optional<Mistakes> mistakes,
      Optional<Times> times,
      Optional<Workers> workers,
      String plan,
      Provenance provenance,
      Optional<String> charts) {
    private static Content of(
        PageAssets assets, RunRecord run, String plan, ReportPictures pictures) {
      return new Content(
          assets,
          Headline.of(run),
          pictures.missing(),
          Curves.of(run),
          LabelCurve.of(run),
          Units.of(pictures),
          Reconstructions.of(pictures),
          Generated.of(pictures),
          Likelihood.of(run),
          run.results().test().evaluation().map(Confusion::of),
          Mistakes.of(pictures, run.results().test().evaluation()),
          Times.of(run),
          Workers.of(run),
          plan,
          Provenance.of(run),
          charts(Curves.of(run), LabelCurve.of(run)));
    }

    /** The charts for the page's script, in the order of their places. */
    private static Optional<String> charts(
        Optional<Curves> curves, Optional<LabelCurve> labelCurve) {
      List<Chart> all = new ArrayList<>();
      curves.ifPresent(drawn -> all.addAll(drawn.charts()));
      labelCurve.ifPresent(drawn -> all.add(drawn.chart()));
      return all.isEmpty() ? Optional.empty() : Optional.of(Chart.json(all));
    }
  }
}
