package io.lamina.jobs.report;

import static java.util.Objects.requireNonNull;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.RunRecord;
import java.io.StringReader;
import java.io.StringWriter;
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

  /** The page of a run whose version nobody has judged. */
  public String html(RunRecord run, String planYaml, ReportPictures pictures) {
    return html(run, planYaml, pictures, Optional.empty());
  }

  /**
   * The page.
   *
   * @param run the record of a run, be it a failed one
   * @param planYaml the plan as run
   * @param pictures what there is to show
   * @param judgement of the gates, where the run's version was judged
   */
  public String html(
      RunRecord run, String planYaml, ReportPictures pictures, Optional<Judgement> judgement) {
    requireNonNull(planYaml, "planYaml is null");
    StringWriter page = new StringWriter();
    template.execute(page, new PageContent(assets, run, planYaml, pictures, judgement));
    return page.toString();
  }
}
