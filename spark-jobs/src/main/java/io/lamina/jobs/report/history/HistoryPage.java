package io.lamina.jobs.report.history;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.lamina.jobs.report.PageAssets;
import java.io.StringReader;
import java.io.StringWriter;

/**
 * Makes the page of a model: one HTML page that loads nothing, from nowhere. Whatever text a
 * registry brings is shown as that text. Safe for use by several threads.
 */
public final class HistoryPage {
  private static final String TEMPLATE = "history.mustache";

  private final Mustache template =
      new DefaultMustacheFactory().compile(new StringReader(PageAssets.read(TEMPLATE)), TEMPLATE);
  private final PageAssets assets = PageAssets.load();

  /** The page. */
  public String html(ModelHistory history) {
    StringWriter page = new StringWriter();
    template.execute(page, new HistoryContent(assets, history));
    return page.toString();
  }
}
