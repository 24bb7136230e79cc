package io.lamina.zoo.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which kind of device all of a run computes on. Whether there is such a kind, the plan does not
 * know: that is asked before the cluster is started.
 *
 * @param preferred the kinds, the most preferred first; none leaves the choice to the run, which
 *     takes the best kind that all executors have
 */
public record DeviceChoice(List<DeviceKind> preferred) {
  /** The best kind that all executors have. */
  public static final DeviceChoice AUTO = new DeviceChoice(List.of());

  static final String AUTO_NAME = "auto";

  public DeviceChoice {
    preferred = List.copyOf(preferred);
    if (new HashSet<>(preferred).size() < preferred.size()) {
      throw new IllegalArgumentException(preferred + ": each kind may be named once");
    }
  }

  /** One kind and no other. */
  public static DeviceChoice of(DeviceKind kind) {
    return new DeviceChoice(List.of(kind));
  }

  /** One kind, or {@code auto}, by its name; empty if the text is no name. */
  public static Optional<DeviceChoice> parse(String text) {
    if (text.equals(AUTO_NAME)) {
      return Optional.of(AUTO);
    }
    return DeviceKind.isName(text) ? Optional.of(of(new DeviceKind(text))) : Optional.empty();
  }

  public boolean isAuto() {
    return preferred.isEmpty();
  }

  /** As messages show it. */
  @Override
  public String toString() {
    return isAuto()
        ? AUTO_NAME
        : String.join(", ", preferred.stream().map(DeviceKind::name).toList());
  }
}
