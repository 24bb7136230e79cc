package io.lamina.jobs.run;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a layer has come to, by some of the examples that it learnt from.
 *
 * @param units of the layer; of a convolution its filters
 * @param dead how many have codes that differ by less than 0.01
 * @param saturated how many are within 0.01 of an end of their range for 99 % of the examples
 * @param compared how many were compared with each other
 * @param duplicates how many of these have nearly the weights of an earlier one
 * @param rank the effective rank of the examples' codes (Roy and Vetterli, EUSIPCO 2007)
 * @param inputRank the same of what the layer reads
 * @param explained the share of the variance of what the layer reads that is in its reconstruction:
 *     1 without an error, 0 if the mean of the examples would do as well, below 0 if it would do
 *     better. NaN for k-means, which reconstructs nothing, and for pooled codes, which do not say
 *     where something is
 */
public record LayerHealth(
    int units,
    int dead,
    int saturated,
    int compared,
    int duplicates,
    double rank,
    double inputRank,
    double explained)
    implements Serializable {
  private static final long serialVersionUID = 1;

  private static final double MOST_DEAD = 0.5;
  private static final double LEAST_RANK = 0.1;

  public LayerHealth {
    requireCount("dead", dead, units);
    requireCount("saturated", saturated, units);
    requireCount("duplicates", duplicates, compared);
  }

  private static void requireCount(String name, int count, int all) {
    if (count < 0 || count > all) {
      throw new IllegalArgumentException(name + " is " + count + ", must be 0 to " + all);
    }
  }

  /** For people, in a line. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "of %,d units %,d dead, %,d saturated, %,d duplicates; codes of effective rank %.1f"
            + " (inputs: %.1f)%s",
        units,
        dead,
        saturated,
        duplicates,
        rank,
        inputRank,
        Double.isNaN(explained)
            ? ""
            : String.format(
                Locale.ROOT,
                "; the reconstruction explains %.1f %% of the inputs' variance",
                100 * explained));
  }

  /**
   * What is wrong with the layer, with what to try.
   *
   * @param key of the layer in the plan
   */
  public List<String> troubles(String key) {
    return Stream.of(mostlyDead(key), poor(key)).flatMap(Optional::stream).toList();
  }

  private Optional<String> mostlyDead(String key) {
    return dead <= MOST_DEAD * units
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d of the %,d units of %s are dead: they give the same for all examples (lower"
                    + " %s.learningRate; for rectifiers also winners: 0.05)",
                dead,
                units,
                key,
                key));
  }

  private Optional<String> poor(String key) {
    return rank >= LEAST_RANK * Math.min(inputRank, units)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the codes of %s have lost most of what tells examples apart: their effective rank"
                    + " is %.1f, that of what it reads %.1f (change %s.learningRate, or train it"
                    + " for longer)",
                key,
                rank,
                inputRank,
                key));
  }
}
