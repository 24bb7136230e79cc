package io.lamina.it;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Cards of plain Java, which nothing but its entry in {@code cards/META-INF/services} makes known.
 * A task has one to itself. Each leaves a file of its address where it was opened. The driver, to
 * which Spark assigns none, has none.
 */
public final class CardProvider implements DeviceProvider {
  static final String KIND = "test-card";

  /** What Spark calls the cards. */
  static final String RESOURCE = "card";

  /** The property that names the directory for the opened cards' files. */
  static final String OPENED = "lamina.test.cards.opened";

  private static final long MEMORY = 1L << 30;

  @Override
  public List<DeviceKind> kinds() {
    return List.of(new DeviceKind(KIND));
  }

  @Override
  public int preference(DeviceKind kind) {
    return BY_NAME_ONLY;
  }

  @Override
  public List<Device> here(DeviceAddresses addresses) {
    return addresses.of(RESOURCE).stream().limit(1).<Device>map(Card::new).toList();
  }

  @Override
  public TaskPlacement placement(DeviceKind kind) {
    return new TaskPlacement(1, Map.of(RESOURCE, 1));
  }

  @Override
  public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
    String opened = "-D" + OPENED + "=" + System.getProperty(OPENED);
    return new ExecutorSettings(Map.of(), Map.of(), List.of(opened));
  }

  @Override
  public MatrixMemory memory(DeviceKind kind, Workload workload) {
    return new MatrixMemory(Double.BYTES * workload.staged(), 0, Double.BYTES * workload.values());
  }

  private record Card(String address) implements Device {
    @Override
    public DeviceKind kind() {
      return new DeviceKind(KIND);
    }

    @Override
    public long memory() {
      return MEMORY;
    }

    @Override
    public Operations open() {
      try {
        Files.writeString(Path.of(System.getProperty(OPENED), address), "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ReferenceOperations(KIND + " in plain Java");
    }
  }
}
