package io.lamina.jobs.cluster;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import io.lamina.zoo.plan.ResourcePlan;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A provider that asks a cluster for something of everything. It has another kind, too, which takes
 * nothing.
 */
final class TestCards implements DeviceProvider {
  private static final DeviceKind PLAIN = new DeviceKind("plain");

  static final DeviceKind KIND = new DeviceKind("card");
  static final ResourcePlan RESOURCES =
      new ResourcePlan(
          ResourcePlan.LEAST_EXECUTOR_MEMORY, DeviceChoice.of(KIND), Precision.FLOAT32);

  private final int slots;

  private TestCards(int slots) {
    this.slots = slots;
  }

  /** With so many slots on this machine; a card is one of two. */
  static TestCards found(int slots) {
    return new TestCards(slots);
  }

  /** What a plan asks for that wants such a card. */
  static DeviceRequest request() {
    return request(found(0));
  }

  static DeviceRequest request(TestCards cards) {
    return new DeviceRequest(RESOURCES, new Devices(List.of(cards)));
  }

  /** What a plan asks for that would take the plain kind, too. */
  static DeviceRequest openRequest(TestCards cards) {
    DeviceChoice choice = new DeviceChoice(List.of(KIND, PLAIN));
    ResourcePlan open =
        new ResourcePlan(ResourcePlan.LEAST_EXECUTOR_MEMORY, choice, Precision.FLOAT32);
    return new DeviceRequest(open, new Devices(List.of(cards)));
  }

  @Override
  public List<DeviceKind> kinds() {
    return List.of(KIND, PLAIN);
  }

  @Override
  public DeviceAddresses found(DeviceKind kind) {
    if (slots == 0) {
      throw new DeviceException("they are at the mender's");
    }
    List<String> numbers = IntStream.range(0, slots).mapToObj(Integer::toString).toList();
    return new DeviceAddresses(Map.of("slot", numbers));
  }

  @Override
  public int preference(DeviceKind kind) {
    return BY_NAME_ONLY;
  }

  @Override
  public List<Device> here(DeviceAddresses addresses) {
    return slots < 2 ? List.of() : List.of(new Card());
  }

  @Override
  public TaskPlacement placement(DeviceKind kind) {
    return kind.equals(KIND) ? new TaskPlacement(3, Map.of("slot", 2)) : TaskPlacement.oneCore();
  }

  @Override
  public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
    return new ExecutorSettings(
        Map.of("spark.cards", "of the provider"), Map.of("CARDS", "all"), List.of("-Dcards=1"));
  }

  @Override
  public MatrixMemory memory(DeviceKind kind, Workload workload) {
    return new MatrixMemory(0, 0, workload.values());
  }

  private static final class Card implements Device {
    @Override
    public DeviceKind kind() {
      return KIND;
    }

    @Override
    public long memory() {
      return 0;
    }

    @Override
    public Operations open() {
      throw new DeviceException("nothing to compute on");
    }
  }
}
