package io.lamina.jobs.cluster;

import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.zoo.plan.DeviceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/**
 * What this machine has for the executors of an embedded cluster, such as cards. Its only worker
 * hands them out, each once. What the user has set of the worker stays.
 */
final class MachineResources {
  private static final String WORKER = "spark.worker.resource.";
  private static final String FILE = "spark.worker.resourcesFile";

  private final int executors;
  private final SparkConf conf;

  MachineResources(int executors, SparkConf conf) {
    this.executors = executors;
    this.conf = conf;
  }

  /**
   * Has the worker offer what the most preferred kind takes of which there is enough.
   *
   * @throws ClusterException if the plan or the user wants it, and there is not enough
   */
  void offer(DeviceRequest request) {
    for (DeviceKind kind : request.candidates()) {
      Map<String, Integer> each = request.provider(kind).placement(kind).resources();
      if (each.isEmpty() || offered(kind, request, each)) {
        return;
      }
    }
  }

  private boolean offered(DeviceKind kind, DeviceRequest request, Map<String, Integer> each) {
    ExecutorResources resources = new ExecutorResources(conf);
    boolean wanted = request.candidates().size() == 1 || !disjoint(each, resources);
    if (!isSetByTheUser(each)) {
      DeviceAddresses found = found(kind, request, wanted);
      if (!isEnough(found, each)) {
        requireNot(wanted, kind, each, "and this machine has " + count(found, each));
        return false;
      }
      conf.set(FILE, file(found).toString());
    }
    each.forEach(
        (name, amount) -> {
          conf.setIfMissing(WORKER + name + ".amount", Integer.toString(amount * executors));
          if (!resources.asked().contains(name)) {
            resources.ask(name, amount);
          }
        });
    return true;
  }

  private static boolean disjoint(Map<String, Integer> each, ExecutorResources resources) {
    return each.keySet().stream().noneMatch(resources.asked()::contains);
  }

  private boolean isSetByTheUser(Map<String, Integer> each) {
    return conf.contains(FILE)
        || each.keySet().stream().allMatch(n -> conf.contains(WORKER + n + ".discoveryScript"));
  }

  private DeviceAddresses found(DeviceKind kind, DeviceRequest request, boolean wanted) {
    try {
      return request.provider(kind).found(kind);
    } catch (DeviceException e) {
      Map<String, Integer> each = request.provider(kind).placement(kind).resources();
      requireNot(wanted, kind, each, "and this machine has none: " + e.getMessage());
      return DeviceAddresses.none();
    }
  }

  private void requireNot(boolean wanted, DeviceKind kind, Map<String, Integer> each, String why) {
    if (wanted) {
      String takes =
          each.entrySet().stream()
              .map(entry -> entry.getValue() + " " + entry.getKey())
              .collect(Collectors.joining(" and "));
      throw new ClusterException(
          String.format(
              Locale.ROOT,
              "cannot start %d executor(s) on %s: each takes %s, %s (lower --executors, or set"
                  + " resources.device to another kind)",
              executors,
              kind,
              takes,
              why));
    }
  }

  private boolean isEnough(DeviceAddresses found, Map<String, Integer> each) {
    return each.entrySet().stream()
        .allMatch(entry -> found.of(entry.getKey()).size() >= entry.getValue() * executors);
  }

  private static String count(DeviceAddresses found, Map<String, Integer> each) {
    return each.keySet().stream()
        .map(name -> Integer.toString(found.of(name).size()))
        .collect(Collectors.joining(" and "));
  }

  /** As Spark reads it: the user need not have a discovery script for a machine of one's own. */
  private static Path file(DeviceAddresses found) {
    try {
      Path file = Files.createTempFile("lamina-resources", ".json");
      file.toFile().deleteOnExit();
      String all =
          found.byResource().entrySet().stream()
              .map(entry -> allocation(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(",", "[", "]"));
      return Files.writeString(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what this machine has", e);
    }
  }

  private static String allocation(String name, List<String> addresses) {
    return String.format(
        "{\"id\":{\"componentName\":\"spark.worker\",\"resourceName\":\"%s\"},\"addresses\":[%s]}",
        name, addresses.stream().collect(Collectors.joining("\",\"", "\"", "\"")));
  }
}
