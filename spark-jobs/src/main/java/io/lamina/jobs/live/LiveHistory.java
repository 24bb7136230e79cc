package io.lamina.jobs.live;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.status.AppHistoryServerPlugin;
import org.apache.spark.status.ElementTrackingStore;
import org.apache.spark.ui.SparkUI;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The tab in Spark's history server, which finds this class by {@link java.util.ServiceLoader}. */
public final class LiveHistory implements AppHistoryServerPlugin {
  @Override
  public Seq<SparkListener> createListeners(SparkConf conf, ElementTrackingStore store) {
    return CollectionConverters.asScala(List.<SparkListener>of(new RunListener(store))).toList();
  }

  /** Applications of others have no such tab. */
  @Override
  public void setupUI(SparkUI ui) {
    if (RunView.of(ui.store()).run().isPresent()) {
      LiveTab.attach(ui);
    }
  }
}
