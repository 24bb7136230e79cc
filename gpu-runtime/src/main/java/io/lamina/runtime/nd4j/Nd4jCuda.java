package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.LibraryVersion;
import java.util.Optional;

/** ND4J's backend for cards, as far as it can be known without loading it. */
final class Nd4jCuda {
  private static final String ARTIFACT = "nd4j-cuda-11.6";
  private static final String NVIDIA_SMI = "nvidia-smi";

  /** ND4J's own class for it. */
  private static final String BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  private Nd4jCuda() {}

  /** Whether its jar is on the class path. */
  static boolean isOnClassPath() {
    return Nd4jCuda.class.getClassLoader().getResource(BACKEND) != null;
  }

  /** Why this process cannot compute with it; empty if it can. Loads no native code. */
  static Optional<String> obstacle() {
    return isOnClassPath()
        ? cards().obstacle()
        : Optional.of(ARTIFACT + " is not on the class path (build with -Pnd4j-cuda)");
  }

  static NvidiaCards cards() {
    return NvidiaCards.listedBy(NVIDIA_SMI);
  }

  static String version() {
    return isOnClassPath()
        ? LibraryVersion.of("org.nd4j", ARTIFACT).text()
        : "not on the class path";
  }
}
