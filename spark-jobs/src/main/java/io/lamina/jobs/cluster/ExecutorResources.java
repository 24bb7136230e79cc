package io.lamina.jobs.cluster;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * What tasks have to themselves beside cores, such as cards. An executor has it for one task: no
 * two tasks are ever on one card, and no two cards in one process.
 */
final class ExecutorResources {
  /** Spark's name for cards. */
  static final String GPU = "gpu";

  private static final String TASK = "spark.task.resource.";
  private static final String EXECUTOR = "spark.executor.resource.";
  private static final String AMOUNT = ".amount";

  private final SparkConf conf;

  /**
   * @param conf with the settings of the user, and the master
   */
  ExecutorResources(SparkConf conf) {
    this.conf = conf;
  }

  /** The names of those that executors are asked to have. */
  Set<String> asked() {
    return Stream.of(conf.getAllWithPrefix(EXECUTOR))
        .map(setting -> setting._1())
        .filter(key -> key.endsWith(AMOUNT))
        .map(key -> key.substring(0, key.length() - AMOUNT.length()))
        .collect(Collectors.toSet());
  }

  /** The setting that says how many of a resource an executor is asked to have. */
  static String amountKey(String name) {
    return EXECUTOR + name + AMOUNT;
  }

  /** How many of each an executor is asked to have. */
  Map<String, Integer> amounts() {
    return asked().stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> Integer.parseInt(conf.get(amountKey(name)).strip())));
  }

  /** Asks executors to have so many of a resource. */
  void ask(String name, int amount) {
    conf.set(amountKey(name), Integer.toString(amount));
  }

  /**
   * Gives them to the tasks.
   *
   * @param each how many a task takes, by name
   * @throws ClusterException if the user's settings, or the master, do not go together with that
   */
  void give(Map<String, Integer> each) {
    each.forEach(
        (name, amount) -> {
          requireOfMaster(name, amount);
          give(TASK, name, amount);
          give(EXECUTOR, name, amount);
        });
  }

  private void give(String whom, String name, int amount) {
    String key = whom + name + AMOUNT;
    String wanted = Integer.toString(amount);
    String given = conf.get(key, wanted).strip();
    if (!given.equals(wanted)) {
      throw new ClusterException(
          String.format(
              "%s is %s: must be %s, for a task takes so many for itself, and an executor has them"
                  + " for one task (leave the setting out, and start an executor for each %s)",
              key, given, wanted, name));
    }
    conf.set(key, wanted);
  }

  private void requireOfMaster(String name, int amount) {
    String master = conf.get("spark.master", "");
    if (master.equals("local") || master.startsWith("local[")) {
      throw new ClusterException(
          String.format(
              Locale.ROOT,
              "the master %s can assign no %s, and a task takes %d (leave --master out to have"
                  + " executors on this machine, or name a cluster)",
              master,
              name,
              amount));
    }
    boolean executorsSearch = master.equals("yarn") || master.startsWith("k8s:");
    String script = EXECUTOR + name + ".discoveryScript";
    if (executorsSearch
        && !conf.contains(script)
        && !conf.contains("spark.resources.discoveryPlugin")) {
      throw new ClusterException(
          String.format(
              Locale.ROOT,
              "an executor takes %d %s, but %s is not set, and executors on %s find none without it"
                  + " (for NVIDIA cards it is deploy/nvidia-cards.sh)",
              amount,
              name,
              script,
              master));
    }
  }
}
