package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_max_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.lamina.runtime.device.DeviceException;
import java.util.Locale;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * oneDNN, held to one instruction set, whatever more a processor has: the same sums in the same
 * order, the same bits. One thread at a time.
 */
final class OneDnn implements AutoCloseable {
  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();
  private boolean closed;

  /**
   * @throws DeviceException if the processor lacks the instructions, or the process is held to
   *     others already
   */
  OneDnn(InstructionSet instructions) {
    // A process can be limited once, before its first product: later it is limited already.
    dnnl_set_max_cpu_isa(instructions.oneDnn());
    int used = dnnl_get_effective_cpu_isa();
    if (used != instructions.oneDnn()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "cannot compute as %s: oneDNN uses instruction set 0x%x here, not 0x%x (set"
                  + " resources.device to a kind that all executors have, and leave"
                  + " DNNL_MAX_CPU_ISA unset)",
              instructions.kind(),
              used,
              instructions.oneDnn()));
    }
    require("an engine", dnnl_engine_create(engine, dnnl_cpu, 0));
    require("a stream", dnnl_stream_create(stream, engine, dnnl_stream_default_flags));
  }

  dnnl_engine engine() {
    return engine;
  }

  /** What primitives run in: on a processor they have run when the call returns. */
  dnnl_stream stream() {
    return stream;
  }

  /**
   * @param what was asked for
   * @throws IllegalStateException if oneDNN refused it
   */
  static void require(String what, int status) {
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN refused " + what + " with status " + status);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      dnnl_stream_destroy(stream);
      dnnl_engine_destroy(engine);
    }
  }
}
