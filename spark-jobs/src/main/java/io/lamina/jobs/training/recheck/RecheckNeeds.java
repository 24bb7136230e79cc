package io.lamina.jobs.training.recheck;

import io.lamina.jobs.cluster.ClusterException;
import java.util.Locale;
import org.apache.spark.SparkConf;

/**
 * What a cluster must be like for executors to watch each other.
 *
 * @param share of the shards of a round that are trained again, 0 to 1; with 0, any cluster will do
 */
public record RecheckNeeds(double share) {
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  /**
   * Makes sure that a cluster is so.
   *
   * @param executors how many there are
   * @param conf Spark's settings
   * @throws ClusterException if nobody could train another's shards again, or a bad executor would
   *     be replaced by another on the same device
   */
  public void require(int executors, SparkConf conf) {
    if (share > 0 && executors < 2) {
      throw refusal(
          "there is only one executor: nobody can train its shards again (start at least two with"
              + " --executors, or set resources.recheck to 0)");
    }
    if (share > 0 && conf.getBoolean(DYNAMIC, false)) {
      throw refusal(
          DYNAMIC
              + " is true: Spark could start a bad executor again (set it to false, or set"
              + " resources.recheck to 0)");
    }
  }

  private ClusterException refusal(String why) {
    return new ClusterException(
        String.format(Locale.ROOT, "resources.recheck is %s, and %s", share, why));
  }
}
