package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has to be the same for a run to go on where another ended, and to get its bits.
 *
 * @param computation the digest of what the plan computes
 * @param device the kind of device
 * @param versions of Lamina and of the libraries that compute, by name
 */
public record RunIdentity(String computation, String device, Map<String, String> versions) {
  /** Lamina's name among the versions. */
  public static final String LAMINA = "lamina";

  public RunIdentity {
    requireNonNull(computation, "computation is null");
    requireNonNull(device, "device is null");
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /**
   * Makes sure that a run of this identity may go on from what another run has kept.
   *
   * @param where it is kept, for messages
   * @throws OtherRunException if its bits could be others
   */
  public void requireSame(RunIdentity kept, String where) {
    // First: another version may also write the same plan otherwise.
    if (!kept.versions.equals(versions)) {
      throw otherVersion(where, kept.versionsUnlike(this), versionsUnlike(kept));
    }
    if (!kept.device.equals(device)) {
      throw otherDevice(where, kept.device, device);
    }
    if (!kept.computation.equals(computation)) {
      throw new OtherRunException(
          String.format(
              "the checkpoints in %s are of another plan (give the one in the run directory's"
                  + " plan.yaml; only publish, checkpoints.directory, resources.executorMemory"
                  + " and resources.recheck may differ)",
              where));
    }
  }

  /**
   * What is to be said where the plan does not allow the device of what was kept.
   *
   * @param where it is kept
   * @param kept the device there
   * @param asked the device of the plan
   */
  public static OtherRunException otherDevice(String where, String kept, String asked) {
    return new OtherRunException(
        String.format(
            "the checkpoints in %s are of another device: %s, now it is %s (set resources.device"
                + " to %s, or start anew with another --run-dir)",
            where, kept, asked, kept));
  }

  static OtherRunException otherLamina(String where, String theirs, String ours) {
    return otherVersion(where, theirs, LAMINA + " " + ours);
  }

  private static OtherRunException otherVersion(String where, String theirs, String ours) {
    return new OtherRunException(
        String.format(
            "the checkpoints in %s are of %s, this is %s: a mix could give other results (continue"
                + " with the version that began the run, or start anew with another --run-dir)",
            where, theirs, ours));
  }

  /** Those of the versions that are others than in the other identity, such as "lamina 0.1.0". */
  String versionsUnlike(RunIdentity other) {
    SortedMap<String, String> names = new TreeMap<>(versions);
    names.putAll(other.versions);
    return names.keySet().stream()
        .filter(name -> !version(name).equals(other.version(name)))
        .map(name -> name + " " + version(name))
        .collect(Collectors.joining(", "));
  }

  private String version(String name) {
    return versions.getOrDefault(name, "(none)");
  }
}
