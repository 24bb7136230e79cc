package io.lamina.jobs.gate;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What all gates said of a model, and whether it is promoted.
 *
 * @param candidate what identifies the model, such as the digest of its parameters
 * @param champion the same of the model that it was compared with; empty for the first
 * @param testSet the digest of the labeled rows that decided; empty if there were none
 * @param results of the gates, at least one, each gate once
 * @param force who promotes it all the same, and why
 */
public record GateRecord(
    String candidate,
    Optional<String> champion,
    Optional<String> testSet,
    List<GateResult> results,
    Optional<Force> force) {
  public GateRecord {
    if (candidate.isBlank()) {
      throw new IllegalArgumentException("candidate is blank, must identify the model");
    }
    requireNonNull(champion, "champion is null");
    requireNonNull(testSet, "testSet is null");
    requireNonNull(force, "force is null");
    results = List.copyOf(results);
    long names = results.stream().map(GateResult::gate).distinct().count();
    if (results.isEmpty() || names < results.size()) {
      throw new IllegalArgumentException(
          results.size()
              + " results of "
              + names
              + " gates, must be at least one, of each gate one");
    }
  }

  /** Reads what {@link #toJson} wrote. */
  public static GateRecord of(String json) {
    return new GateRecordReader().read(json);
  }

  /** Equal records give equal text, in every version of Java. */
  public String toJson() {
    return new GateRecordWriter().write(this);
  }

  /** The SHA-256 of {@link #toJson}'s text in UTF-8, in lower-case hexadecimal digits. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(toJson().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether every gate passes. */
  public boolean passes() {
    return results.stream().allMatch(GateResult::passes);
  }

  /** Whether the model becomes the champion. */
  public boolean promotes() {
    return passes() || force.isPresent();
  }

  /** The gates that do not pass. */
  public List<GateResult> failures() {
    return results.stream().filter(result -> !result.passes()).toList();
  }

  /** Whether one of the decisions was spent that the labeled rows of {@link #testSet} have. */
  public boolean spendsDecision() {
    return testSet.isPresent()
        && results.stream().anyMatch(result -> result.figure(Labels.DECISION).isPresent());
  }

  /** The same, promoted by somebody whatever the gates say. */
  public GateRecord forced(Force somebody) {
    return new GateRecord(candidate, champion, testSet, results, Optional.of(somebody));
  }
}
