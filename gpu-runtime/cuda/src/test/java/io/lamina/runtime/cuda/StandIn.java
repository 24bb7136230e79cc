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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Stand-ins for NVIDIA's libraries, whose cards are in the host's memory. They are built by g++
 * once, and loaded before anything of the presets is: then the presets find no others.
 */
final class StandIn {
  /** Two cards that everything works on. */
  static final String CARDS = "card=First,90,1000 card=Second,90,1000";

  private static final List<String> SOURCES =
      List.of("standin.h", "device.h", "driver.cpp", "cublaslt.cpp", "nvrtc.cpp", "linked.cpp");
  private static final Optional<String> PROBLEM = load();

  private StandIn() {}

  /** Why they cannot be used here; empty if they are in use. */
  static Optional<String> problem() {
    return PROBLEM;
  }

  /**
   * Begins anew, with other cards and faults.
   *
   * @param words {@code card=NAME,CAPABILITY,MIB} for each card, {@code driver=VERSION}, {@code
   *     order=backwards} or {@code random}, {@code lazy} if nothing is done before somebody waits
   *     for it, {@code ahead} if that is so of the first stream only, {@code
   *     fail=FUNCTION,CODE,NTH} for a call that fails, and {@code break=…} for one after which the
   *     card is gone
   */
  static native void configure(String words);

  /** How often a function of the driver has been called since then. */
  static native long calls(String function);

  /** The blocks of memory and other objects of the driver that have not been given back. */
  static native long held();

  private static Optional<String> load() {
    try {
      Path home = new Builder().built();
      for (String name : Builder.libraries()) {
        System.load(home.resolve(name).toString());
      }
      System.setProperty("lamina.cuda.cache", home.resolve("cache").toString());
      configure(CARDS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the stand-ins for NVIDIA's libraries cannot be built: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Builds them, into a folder that is called by the digest of the sources. */
  private static final class Builder {
    private static final String MAJOR = "." + CudaLibraries.CUDA;
    private static final String CUDA = "libcuda.so.1";
    private static final String LT = "libcublasLt.so" + MAJOR;
    private static final String NVRTC = "libnvrtc.so" + MAJOR;
    private static final String CUDART = "libcudart.so" + MAJOR;
    private static final String CUBLAS = "libcublas.so" + MAJOR;

    private final Path parent = Path.of("target", "stand-ins").toAbsolutePath();

    static List<String> libraries() {
      return List.of(CUDA, CUDART, NVRTC, LT, CUBLAS);
    }

    Path built() throws IOException, InterruptedException {
      Path home = parent.resolve(digest());
      if (!Files.exists(home)) {
        Path made =
            Files.createDirectories(parent).resolve("build-" + ProcessHandle.current().pid());
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
      try (InputStream in = StandIn.class.getResourceAsStream(name)) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(name, e);
      }
    }
  }
}
