package io.lamina.runtime.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A card, as NVIDIA's driver lists it.
 *
 * @param name such as {@code Tesla V100-SXM2-16GB}
 * @param capability its compute capability
 * @param memory bytes of its own
 */
record NvidiaCard(String name, Capability capability, long memory) {
  private static final Pattern LINE =
      Pattern.compile("(.+), *([0-9]+)\\.([0-9]+), *([0-9]+)(?: MiB)?");

  /** What {@link #parse} reads: a line a card. */
  static final List<String> QUERY =
      List.of("--query-gpu=name,compute_cap,memory.total", "--format=csv,noheader,nounits");

  /** Which instructions a card has. */
  record Capability(int major, int minor) implements Comparable<Capability> {
    @Override
    public int compareTo(Capability other) {
      return major != other.major
          ? Integer.compare(major, other.major)
          : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  /** The card of a line of {@code nvidia-smi}; empty if it is no such line. */
  static Stream<NvidiaCard> parse(String line) {
    Matcher matcher = LINE.matcher(line.strip());
    return Optional.of(matcher).filter(Matcher::matches).stream()
        .map(
            card ->
                new NvidiaCard(
                    card.group(1),
                    new Capability(
                        Integer.parseInt(card.group(2)), Integer.parseInt(card.group(3))),
                    Long.parseLong(card.group(4)) << 20));
  }

  @Override
  public String toString() {
    return name + " (compute capability " + capability + ")";
  }
}
