package io.lamina.jobs.cli.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.zoo.registry.PublishedVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a candidate came from; it is in the version's summary. Where all is equal, the candidate
 * would be.
 *
 * @param partition the name of the data
 * @param planSha256 of the user's plan, before it was pinned to files
 * @param championId the publication of the champion that it was trained beside; empty for none
 */
record CandidateMark(String partition, String planSha256, String championId) {
  private static final String KEY = "retrain";

  CandidateMark {
    if (partition.isBlank() || partition.contains("\n")) {
      throw new IllegalArgumentException(
          "--partition is '" + partition + "', give the data a name of one line");
    }
  }

  Map<String, Object> summary() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("partition", partition);
    fields.put("planSha256", planSha256);
    fields.put("championId", championId);
    return Map.of(KEY, fields);
  }

  /** Whether a version came from the same, or is the champion that came from these data. */
  boolean isOn(PublishedVersion version) {
    if (!(version.summary().get(KEY) instanceof Map<?, ?> fields)) {
      return false;
    }
    boolean sameSource =
        partition.equals(fields.get("partition")) && planSha256.equals(fields.get("planSha256"));
    return sameSource
        && (championId.equals(fields.get("championId"))
            || version.manifest().id().equals(championId));
  }

  /** The digest of the user's plan that a version was trained by, if a retraining trained it. */
  static Optional<String> planOf(PublishedVersion version) {
    return version.summary().get(KEY) instanceof Map<?, ?> fields
            && fields.get("planSha256") instanceof String sha
        ? Optional.of(sha)
        : Optional.empty();
  }

  /** As the name of a directory: another partition, plan or champion, another name. */
  String fileName() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text().getBytes(UTF_8));
      return partition.replaceAll("[^A-Za-z0-9._=-]", "_")
          + "-"
          + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** As a text that {@link #parse} reads. */
  String text() {
    return String.join("\n", partition, planSha256, championId) + "\n";
  }

  /** Reads what {@link #text} gave. */
  static CandidateMark parse(String text) {
    String[] lines = text.split("\n", -1);
    return new CandidateMark(lines[0], lines[1], lines[2]);
  }
}
