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
    template.execute(page, new Content(assets, run, planYaml, pictures));
    return page.toString();
  }

  /** What the template shows: a method for each section, by its name there. */
  private record Content(PageAssets assets, RunRecord run, String plan, ReportPictures pictures) {
    Headline headline() {
      return Headline.of(run);
    }

    Optional<String> missing() {
      return pictures.missing();
    }

    Optional<Curves> curves() {
      return Curves.of(run);
    }

    Optional<LabelCurve> labelCurve() {
      return LabelCurve.of(run);
    }

    Optional<Units> units() {
      return Units.of(pictures);
    }

    Optional<Reconstructions> reconstructions() {
      return Reconstructions.of(pictures);
    }

    Optional<Generated> samples() {
      return Generated.of(pictures);
    }

    Optional<Likelihood> likelihood() {
      return Likelihood.of(run);
    }

    Optional<Confusion> confusion() {
      return run.results().test().evaluation().map(Confusion::of);
    }

    Optional<Mistakes> mistakes() {
      return Mistakes.of(pictures, run.results().test().evaluation());
    }

    Optional<Times> times() {
      return Times.of(run);
    }

    Optional<Workers> workers() {
      return Workers.of(run);
    }

    Provenance provenance() {
      return Provenance.of(run);
    }

    /** The charts for the page's script, in the order of their places. */
    Optional<String> charts() {
      List<Chart> all = new ArrayList<>();
      curves().ifPresent(drawn -> all.addAll(drawn.charts()));
      labelCurve().ifPresent(drawn -> all.add(drawn.chart()));
      return all.isEmpty() ? Optional.empty() : Optional.of(Chart.json(all));
    }
  }
}
