package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/**
 * NVIDIA cards by ND4J's CUDA backend, for cards of compute capability 3.7 to 8.6. Its jar comes
 * with the Maven profile {@code nd4j-cuda}. It is written with ND4J's public interface alone, and
 * has not run on a card yet: the tests run it on ND4J's backend for processors.
 */
public final class Nd4jCudaProvider implements DeviceProvider {
  private static final DeviceKind KIND = new DeviceKind("nd4j-cuda");
  private static final String RESOURCE = "gpu";
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  /** An operation leaves up to so many arrays of its operands' size behind until they are freed. */
  private static final int COPIES = 4;

  @Override
  public List<DeviceKind> kinds() {
    return List.of(KIND);
  }

  @Override
  public int preference(DeviceKind kind) {
    return BY_NAME_ONLY;
  }

  @Override
  public List<Device> here(DeviceAddresses addresses) {
    return missing(KIND, addresses).isEmpty()
        ? List.of(new Card(ordinal(addresses), Nd4jCuda.cards().leastMemory()))
        : List.of();
  }

  @Override
  public Optional<String> missing(DeviceKind kind, DeviceAddresses addresses) {
    return Nd4jCuda.obstacle().or(Nd4jCudaProvider::otherBackend);
  }

  private static Optional<String> otherBackend() {
    String backend = Nd4j.getBackend().getClass().getSimpleName();
    return backend.equals("JCublasBackend")
        ? Optional.empty()
        : Optional.of("ND4J uses " + backend + " in this process");
  }

  @Override
  public DeviceAddresses found(DeviceKind kind) {
    Nd4jCuda.obstacle()
        .ifPresent(
            reason -> {
              throw new DeviceException(reason);
            });
    return Nd4jCuda.cards().addresses(RESOURCE, Optional.ofNullable(System.getenv(VISIBLE)));
  }

  /** The card that the cluster has assigned, else the first. */
  private static int ordinal(DeviceAddresses addresses) {
    return addresses.of(RESOURCE).stream().findFirst().map(Integer::parseInt).orElse(0);
  }

  @Override
  public Map<String, String> libraries(DeviceKind kind) {
    return Map.of("nd4j-cuda", Nd4jCuda.version());
  }

  @Override
  public TaskPlacement placement(DeviceKind kind) {
    return new TaskPlacement(1, Map.of(RESOURCE, 1));
  }

  /** ND4J takes the backend of the highest number that can run. */
  @Override
  public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
    return new ExecutorSettings(Map.of(), Map.of("BACKEND_PRIORITY_GPU", "300"), List.of());
  }

  @Override
  public MatrixMemory memory(DeviceKind kind, Workload workload) {
    long staged = Float.BYTES * workload.staged();
    return new MatrixMemory(
        0, staged, COPIES * Float.BYTES * Math.addExact(workload.values(), workload.staged()));
  }

  private record Card(int ordinal, long memory) implements Device {
    @Override
    public DeviceKind kind() {
      return KIND;
    }

    @Override
    public Operations open() {
      Nd4j.getAffinityManager().unsafeSetDevice(ordinal);
      return new ArrayOperations(KIND + " (ND4J " + Nd4jCuda.version() + ")");
    }
  }
}
