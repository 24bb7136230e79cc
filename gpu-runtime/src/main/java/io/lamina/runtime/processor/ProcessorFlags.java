package io.lamina.runtime.processor;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a processor can do, by Linux's names of its features.
 *
 * @param names such as {@code avx2}
 */
record ProcessorFlags(Set<String> names) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String FLAGS = "flags";

  ProcessorFlags {
    names = Set.copyOf(names);
  }

  /** Those of this machine; none where Linux does not tell them. */
  static ProcessorFlags here() {
    try {
      return Files.isReadable(PROCESSORS)
          ? of(Files.readAllLines(PROCESSORS))
          : new ProcessorFlags(Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + PROCESSORS, e);
    }
  }

  /** Those of the first processor that the lines describe: all of a machine are alike. */
  static ProcessorFlags of(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(FLAGS))
        .findFirst()
        .map(parts -> new ProcessorFlags(words(parts[1])))
        .orElseGet(() -> new ProcessorFlags(Set.of()));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).collect(toUnmodifiableSet());
  }

  /** The wanted ones that it lacks, in their order. */
  List<String> lacking(List<String> wanted) {
    return wanted.stream().filter(name -> !names.contains(name)).toList();
  }
}
