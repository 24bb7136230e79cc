package io.lamina.runtime.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The kernels as a card loads them. What was compiled is kept in a directory, as a file that is
 * called by the digest of all that it depends on, and begins with the digest of its content. A
 * directory that cannot be written, or a file that is damaged, costs the time of compiling and
 * nothing else.
 */
final class KernelImages {
  private static final String SOURCE = "kernels.cu";
  private static final int DIGEST = 32;

  private final Path directory;
  private final KernelCompiler compiler = new KernelCompiler();
  private final String source;

  /** Of the user's cache, or the directory that {@code lamina.cuda.cache} names. */
  KernelImages() {
    this(
        Path.of(
            Optional.ofNullable(System.getProperty("lamina.cuda.cache"))
                .orElse(System.getProperty("user.home") + "/.cache/lamina/cuda")),
        source());
  }

  KernelImages(Path directory, String source) {
    this.directory = directory;
    this.source = source;
  }

  private static String source() {
    try (InputStream in = KernelImages.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SOURCE, e);
    }
  }

  /**
   * The kernels for a card, as they are kept, else compiled.
   *
   * @param capability ten times its compute capability
   */
  byte[] kept(int capability) {
    return read(file(compiler.options(capability))).orElseGet(() -> compiled(capability));
  }

  /** The kernels for a card, compiled and kept from now on. */
  byte[] compiled(int capability) {
    List<String> options = compiler.options(capability);
    byte[] image = compiler.compile(source, options);
    write(image, file(options));
    return image;
  }

  private Path file(List<String> options) {
    String all = String.join("\n", compiler.version(), options.toString(), source);
    byte[] digest = digest(all.getBytes(StandardCharsets.UTF_8));
    return directory.resolve(HexFormat.of().formatHex(digest));
  }

  private static Optional<byte[]> read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      byte[] image = Arrays.copyOfRange(all, Math.min(DIGEST, all.length), all.length);
      boolean whole = Arrays.equals(Arrays.copyOf(all, DIGEST), digest(image));
      return whole ? Optional.of(image) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void write(byte[] image, Path file) {
    try {
      Files.createDirectories(directory);
      Path written = Files.createTempFile(directory, "kernels", ".tmp");
      byte[] all = Arrays.copyOf(digest(image), DIGEST + image.length);
      System.arraycopy(image, 0, all, DIGEST, image.length);
      Files.write(written, all);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // The next process compiles again.
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
