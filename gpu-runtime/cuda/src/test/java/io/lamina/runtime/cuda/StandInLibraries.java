package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.driver.CudaLibraries;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stand-ins as shared libraries, which are built once, into a folder that is called by the
 * digest of the sources. A process that has the folder in {@code LD_LIBRARY_PATH} finds them in
 * NVIDIA's place, and takes the cards from the variable {@code STANDIN}.
 */
public final class StandInLibraries {
  private static final List<String> SOURCES =
      List.of("standin.h", "device.h", "driver.cpp", "cublaslt.cpp", "nvrtc.cpp", "linked.cpp");
  private static final String MAJOR = "." + CudaLibraries.CUDA;
  private static final String CUDA = "libcuda.so.1";
  private static final String LT = "libcublasLt.so" + MAJOR;
  private static final String NVRTC = "libnvrtc.so" + MAJOR;
  private static final String CUDART = "libcudart.so" + MAJOR;
  private static final String CUBLAS = "libcublas.so" + MAJOR;

  private final Path parent = Path.of("target", "stand-ins").toAbsolutePath();

  StandInLibraries() {}

  /** Builds them in this module, and prints the folder. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println(new StandInLibraries().built());
  }

  /** Their names, in the order to load them. */
  List<String> names() {
    return List.of(CUDA, CUDART, NVRTC, LT, CUBLAS);
  }

  /** The folder. */
  Path built() throws IOException, InterruptedException {
    Path home = parent.resolve(digest());
    if (!Files.exists(home)) {
      Path made = Files.createDirectories(parent).resolve("build-" + ProcessHandle.current().pid());
      build(Files.createDirectories(made), home);
      try {
        Files.move(made, home);
      } catch (IOException e) {
        // Another process was faster.
        if (!Files.exists(home)) {
          throw e;
        }
      }
    }
    return home;
  }

  private void build(Path at, Path home) throws IOException, InterruptedException {
    for (String source : SOURCES) {
      Files.write(at.resolve(source), source(source));
    }
    Path java = Path.of(System.getProperty("java.home"), "include");
    compile(at, CUDA, "driver.cpp", List.of("-I" + java, "-I" + java.resolve("linux"), "-ldl"));
    compile(at, LT, "cublaslt.cpp", List.of("-O3", at.resolve(CUDA).toString()));
    compile(at, NVRTC, "nvrtc.cpp", List.of("-DSTANDIN_HOME=\"" + home + "\""));
    compile(at, CUDART, "linked.cpp", List.of("-DLINKED=cudaRuntimeGetVersion"));
    compile(at, CUBLAS, "linked.cpp", List.of("-DLINKED=cublasGetVersion_v2"));
  }

  private static void compile(Path at, String library, String source, List<String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("g++", "-std=c++17", "-O2", "-fPIC"));
    command.addAll(List.of("-shared", "-fvisibility=hidden", "-ffp-contract=off"));
    command.addAll(List.of("-Wl,-soname," + library, "-o", library, source));
    command.addAll(more);
    File log = at.resolve("log").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(at.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(Files.readString(log.toPath()));
    }
  }

  private static String digest() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(MAJOR.getBytes(StandardCharsets.UTF_8));
      for (String source : SOURCES) {
        digest.update(source(source));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static byte[] source(String name) {
    try (InputStream in = StandInLibraries.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
