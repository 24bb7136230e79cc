package io.lamina.runtime.processor;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
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
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Nd4j;

/**
 * x86-64 processors by their instructions ({@link InstructionSet}), with the memory of ND4J and the
 * products of oneDNN. A process computes on one of the kinds, once and for all. A task computes
 * with one thread, on one core.
 */
public final class ProcessorProvider implements DeviceProvider {
  @Override
  public List<DeviceKind> kinds() {
    return Arrays.stream(InstructionSet.values()).map(InstructionSet::kind).toList();
  }

  @Override
  public int preference(DeviceKind kind) {
    return instructions(kind).preference();
  }

  @Override
  public Precision precision(DeviceKind kind) {
    return instructions(kind).precision();
  }

  @Override
  public List<Device> here(DeviceAddresses addresses) {
    // ND4J's native side can be asked once its backend was chosen.
    if (!(Nd4j.getBackend() instanceof CpuBackend)) {
      return List.of();
    }
    ProcessorFlags flags = ProcessorFlags.here();
    return Arrays.stream(InstructionSet.values())
        .filter(instructions -> flags.lacking(instructions.flags()).isEmpty())
        .<Device>map(Processor::new)
        .toList();
  }

  @Override
  public Optional<String> missing(DeviceKind kind, DeviceAddresses addresses) {
    if (!(Nd4j.getBackend() instanceof CpuBackend)) {
      return Optional.of("ND4J computes on a card in this process");
    }
    List<String> lacking = ProcessorFlags.here().lacking(instructions(kind).flags());
    return Optional.of(lacking)
        .filter(flags -> !flags.isEmpty())
        .map(flags -> "this processor lacks " + String.join(", ", flags));
  }

  @Override
  public Map<String, String> libraries(DeviceKind kind) {
    return Map.of(
        "nd4j", LibraryVersion.of("org.nd4j", "nd4j-native").text(),
        "onednn", LibraryVersion.of("org.bytedeco", "dnnl").text());
  }

  @Override
  public TaskPlacement placement(DeviceKind kind) {
    return TaskPlacement.oneCore();
  }

  /** One BLAS thread a task: results do not depend on the number of cores. */
  @Override
  public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
    return new ExecutorSettings(
        Map.of(),
        Map.of(
            "OMP_NUM_THREADS",
            "1",
            // OpenBLAS's kernels for other processors round differently; this runs on all with
            // AVX2.
            "OPENBLAS_CORETYPE",
            "Haswell",
            // ND4J takes the backend of the highest number: not the one for cards, if it is there.
            "BACKEND_PRIORITY_CPU",
            "200"),
        List.of(
            "-Dorg.bytedeco.javacpp.maxbytes=" + memory.matrices(),
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + memory.total()));
  }

  @Override
  public MatrixMemory memory(DeviceKind kind, Workload workload) {
    long perValue =
        switch (precision(kind)) {
          case FLOAT32 -> Float.BYTES;
          case MIXED -> Float.BYTES + Short.BYTES;
        };
    return new MatrixMemory(0, perValue * (workload.values() + workload.staged()), 0);
  }

  private static InstructionSet instructions(DeviceKind kind) {
    return Arrays.stream(InstructionSet.values())
        .filter(instructions -> instructions.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(kind + " is no kind of processor"));
  }

  private record Processor(InstructionSet instructions) implements Device {
    @Override
    public DeviceKind kind() {
      return instructions.kind();
    }

    /** Its matrices lie in the process's memory. */
    @Override
    public long memory() {
      return 0;
    }

    @Override
    public Operations open() {
      return new Nd4jOperations(instructions);
    }

    @Override
    public String toString() {
      return kind().name();
    }
  }
}
