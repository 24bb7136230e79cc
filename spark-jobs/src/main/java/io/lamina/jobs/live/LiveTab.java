package io.lamina.jobs.live;

import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;

/**
 * Lamina's tab in Spark's web page: it has its authentication, its encryption, and its place behind
 * a proxy.
 */
public final class LiveTab extends SparkUITab {
  private static final String PREFIX = "lamina";

  private LiveTab(SparkUI ui) {
    super(ui, PREFIX);
  }

  /** Puts the tab into the page of an application that goes on, or of the history server. */
  public static void attach(SparkUI ui) {
    LiveTab tab = new LiveTab(ui);
    tab.attachPage(new LivePage(tab, ui.store()));
    ui.attachTab(tab);
    ui.attachHandler(ui.basePath() + "/" + PREFIX + "/" + LiveAssets.PATH, new LiveAssets(), "/*");
  }

  @Override
  public String name() {
    return "Lamina";
  }
}
