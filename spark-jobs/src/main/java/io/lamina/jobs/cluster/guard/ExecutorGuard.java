package io.lamina.jobs.cluster.guard;

import static java.util.stream.Collectors.toMap;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.ProductCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the device of an executor, and ends the executor when the device is lost. */
final class ExecutorGuard implements ExecutorPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorGuard.class);

  private PluginContext context;

  /**
   * @throws DeviceException if the device computes wrongly: Spark ends the executor for that
   */
  @Override
  public void init(PluginContext pluginContext, Map<String, String> unused) {
    context = pluginContext;
    Map<String, List<String>> assigned =
        context.resources().entrySet().stream()
            .collect(toMap(Map.Entry::getKey, each -> List.of(each.getValue().addresses())));
    if (!assigned.isEmpty()) {
      AssignedDevices devices = new AssignedDevices(Devices.find(), new DeviceAddresses(assigned));
      best(devices.here()).ifPresent(this::check);
    }
  }

  private Optional<Device> best(List<Device> here) {
    return DeviceGuard.kinds(context.conf()).stream()
        .flatMap(kind -> here.stream().filter(device -> device.kind().equals(kind)))
        .findFirst();
  }

  private void check(Device device) {
    try {
      String name = new ProductCheck().of(device);
      ask(new CheckedDevice(context.executorID(), host(), name));
    } catch (DeviceException e) {
      ask(new GivenUp(context.executorID(), host(), e.getMessage()));
      throw e;
    }
  }

  @Override
  public void onTaskFailed(TaskFailedReason reason) {
    if (reason instanceof ExceptionFailure failure && failure.exception().isDefined()) {
      lost(failure.exception().get())
          .filter(e -> ask(new GivenUp(context.executorID(), host(), e.getMessage())))
          .ifPresent(
              e -> {
                LOG.error("the device is lost", e);
                Runtime.getRuntime().halt(1);
              });
    }
  }

  /** The context's own name of it is for processes that listen, which executors do not. */
  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  private static Optional<DeviceException> lost(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeviceException e && e.isLost()) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /** A driver that does not answer is ending. */
  private boolean ask(Object message) {
    try {
      return context.ask(message).equals(true);
    } catch (Exception e) { // whatever Spark's network has thrown
      LOG.warn("the driver cannot be told: {}", message, e);
      return false;
    }
  }
}
