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
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.spark.TaskContext;

/**
 * Cards of plain Java, which nothing but its entry in {@code cards/META-INF/services} makes known.
 * A task has one to itself. Each leaves a file of its address where it was opened. The driver, to
 * which Spark assigns none, has none. One card may flip a bit of a factor, once in a run: in the
 * training of the second layer.
 */
public final class CardProvider implements DeviceProvider {
  static final String KIND = "test-card";

  /** What Spark calls the cards. */
  static final String RESOURCE = "card";

  /** The property that names the directory for the opened cards' files. */
  static final String OPENED = "lamina.test.cards.opened";

  /** The property that names the card that flips a bit. */
  static final String FAULTY = "lamina.test.cards.faulty";

  private static final String FLIPPED = "flipped";
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
    String faulty = "-D" + FAULTY + "=" + System.getProperty(FAULTY, "none");
    return new ExecutorSettings(Map.of(), Map.of(), List.of(opened, faulty));
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
      mark(address);
      String device = KIND + " in plain Java";
      return address.equals(System.getProperty(FAULTY)) && trainsTheSecondLayer()
          ? new ReferenceOperations(device, new Flip())
          : new ReferenceOperations(device);
    }

    /** An executor that comes up checks its card outside any task. */
    private static boolean trainsTheSecondLayer() {
      return Optional.ofNullable(TaskContext.get())
          .map(task -> task.getLocalProperty("spark.jobGroup.id"))
          .filter(job -> job.startsWith("lamina layer 2"))
          .isPresent();
    }
  }

  private static boolean isMarked(String name) {
    return Files.exists(Path.of(System.getProperty(OPENED), name));
  }

  /** Leaves a file. */
  private static void mark(String name) {
    try {
      Files.writeString(Path.of(System.getProperty(OPENED), name), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Flips a bit of the second factor of a product, the first time that neither is small. */
  private static final class Flip implements DoubleUnaryOperator {
    private static final double SMALL = 0.01;
    private static final int BIT = 1 << 20;

    private double first;
    private boolean second;

    @Override
    public double applyAsDouble(double factor) {
      boolean flips =
          second && Math.min(Math.abs(first), Math.abs(factor)) > SMALL && !isMarked(FLIPPED);
      first = factor;
      second = !second;
      if (!flips) {
        return factor;
      }
      mark(FLIPPED);
      return Float.intBitsToFloat(Float.floatToRawIntBits((float) factor) ^ BIT);
    }
  }
}
