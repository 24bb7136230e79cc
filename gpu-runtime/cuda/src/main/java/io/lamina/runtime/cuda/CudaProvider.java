package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.driver.Card;
import io.lamina.runtime.cuda.driver.Cards;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.LibraryVersion;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NVIDIA cards of compute capability 7.5 and newer. A task has a card to itself, the one that the
 * cluster has assigned to it; where none was assigned, as on one machine, it takes the first.
 */
public final class CudaProvider implements DeviceProvider {
  /**
   * What the driver takes beside all that it is asked for: its context with the code of kernels and
   * libraries, graphs, and what is lost where it rounds up; and the rounding up of the columns of
   * bfloat16 copies: see {@link Bfloat16Copies}.
   */
  static final long CONTEXT = 768L << 20;

  @Override
  public List<DeviceKind> kinds() {
    return Arrays.stream(Rounding.values()).map(Rounding::kind).toList();
  }

  /** Before processors; the fastest first. */
  @Override
  public int preference(DeviceKind kind) {
    return switch (Rounding.of(kind)) {
      case FP32 -> 100;
      case TF32 -> 101;
      case BF16 -> 102;
    };
  }

  @Override
  public Precision precision(DeviceKind kind) {
    return Rounding.of(kind).precision();
  }

  @Override
  public List<Device> here(DeviceAddresses addresses) {
    try {
      Card card = Cards.visible().of(addresses);
      return Arrays.stream(Rounding.values())
          .filter(rounding -> rounding.capability() <= card.capability())
          .<Device>map(rounding -> new CudaDevice(card, rounding))
          .toList();
    } catch (DeviceException e) {
      return List.of();
    }
  }

  @Override
  public Optional<String> missing(DeviceKind kind, DeviceAddresses addresses) {
    try {
      Rounding rounding = Rounding.of(kind);
      Card card = Cards.visible().of(addresses);
      return Optional.of(card)
          .filter(each -> each.capability() < rounding.capability())
          .map(
              each ->
                  String.format(
                      "%s has compute capability %s, %s needs %s or newer (use %s)",
                      each.title(),
                      Card.shown(each.capability()),
                      kind,
                      Card.shown(rounding.capability()),
                      Rounding.FP32.kind()));
    } catch (DeviceException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public DeviceAddresses found(DeviceKind kind) {
    return Cards.visible().usable(Rounding.of(kind).capability());
  }

  /** CUDA's own version is that of the machine: an opened device names it. */
  @Override
  public Map<String, String> libraries(DeviceKind kind) {
    return Map.of("cuda", LibraryVersion.of("org.bytedeco", "cuda").text());
  }

  @Override
  public TaskPlacement placement(DeviceKind kind) {
    return new TaskPlacement(1, Map.of(Cards.RESOURCE, 1));
  }

  /** The card itself is in {@link #placement}. JavaCPP must not count what a card maps as taken. */
  @Override
  public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
    return new ExecutorSettings(
        Map.of(), Map.of(), List.of("-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
  }

  @Override
  public MatrixMemory memory(DeviceKind kind, Workload workload) {
    long perValue = Rounding.of(kind).bytesOfValue();
    long matrices = perValue * (workload.values() + workload.staged());
    long device = matrices + CudaOperations.ON_CARD + Products.WORKSPACES + CONTEXT;
    return new MatrixMemory(0, CudaOperations.PINNED, device);
  }

  private record CudaDevice(Card card, Rounding rounding) implements Device {
    @Override
    public DeviceKind kind() {
      return rounding.kind();
    }

    @Override
    public long memory() {
      return card.bytes();
    }

    @Override
    public Operations open() {
      return CudaOperations.open(card, rounding);
    }

    @Override
    public String toString() {
      return String.format("%s (%s)", kind(), card);
    }
  }
}
