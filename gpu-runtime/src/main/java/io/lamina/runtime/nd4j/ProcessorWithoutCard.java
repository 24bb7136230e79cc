package io.lamina.runtime.nd4j;

import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J's own backend for processors, chosen before the one for cards where that would fail: its
 * static initializers end ND4J for the whole process on a card that it has no code for. ND4J finds
 * backends by {@link java.util.ServiceLoader} and wants them to be of this type.
 */
public final class ProcessorWithoutCard extends CpuBackend {
  /** Above all that ND4J's environment variables are set to. */
  private static final int BEFORE_ALL = 1000;

  @Override
  public int getPriority() {
    return BEFORE_ALL;
  }

  @Override
  public boolean isAvailable() {
    return Nd4jCuda.isOnClassPath() && Nd4jCuda.obstacle().isPresent();
  }
}
