package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an alias moves, and who moves it.
 *
 * @param why what decided
 * @param who the user, with the host
 * @param run the run that trained the version, if it is known
 * @param gates the SHA-256 of the record of the gates, if there were gates
 * @param epoch of the lease that the mover held, if it held one
 * @param note what the user had to say
 */
public record AliasChange(
    Why why,
    String who,
    Optional<String> run,
    Optional<String> gates,
    OptionalInt epoch,
    Optional<String> note) {
  /** What decided. */
  public enum Why {
    /** The gates of a retraining. */
    GATE,
    /** A user, whatever gates said. */
    MANUAL,
    /** A user went back to what was before. */
    ROLLBACK
  }

  public AliasChange {
    requireNonNull(why, "why is null");
    requireNonNull(run, "run is null");
    requireNonNull(gates, "gates is null");
    requireNonNull(epoch, "epoch is null");
    requireNonNull(note, "note is null");
    if (who.isBlank()) {
      throw new IllegalArgumentException("who is empty, must name somebody");
    }
  }

  /** Somebody moves an alias by hand. */
  public static AliasChange by(Why why, String who, Optional<String> note) {
    return new AliasChange(why, who, Optional.empty(), Optional.empty(), OptionalInt.empty(), note);
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("why", why.name().toLowerCase(java.util.Locale.ROOT));
    fields.put("who", who);
    run.ifPresent(value -> fields.put("run", value));
    gates.ifPresent(value -> fields.put("gatesSha256", value));
    epoch.ifPresent(value -> fields.put("leaseEpoch", value));
    note.ifPresent(value -> fields.put("note", value));
    return fields;
  }

  /**
   * @throws IllegalArgumentException if these are not the fields of a change
   */
  static AliasChange of(Map<String, Object> fields) {
    return new AliasChange(
        Why.valueOf(String.valueOf(fields.get("why")).toUpperCase(java.util.Locale.ROOT)),
        String.valueOf(fields.getOrDefault("who", "")),
        text(fields, "run"),
        text(fields, "gatesSha256"),
        fields.get("leaseEpoch") instanceof Number epoch
            ? OptionalInt.of(epoch.intValue())
            : OptionalInt.empty(),
        text(fields, "note"));
  }

  private static Optional<String> text(Map<String, Object> fields, String key) {
    return Optional.ofNullable(fields.get(key)).map(String::valueOf);
  }
}
