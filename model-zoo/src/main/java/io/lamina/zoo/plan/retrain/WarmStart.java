package io.lamina.zoo.plan.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * Layers that begin from those of an earlier version, its parameters shrunk and perturbed (Ash and
 * Adams: On warm-starting neural network training, NeurIPS 2020).
 *
 * @param from {@value #CHAMPION}, or the version's name: {@code v3}
 * @param shrink what the version's parameters are multiplied by
 * @param noise what is added to them: this share of the parameters that a cold start draws
 * @param resetDeadUnits whether units that say nothing begin as in a cold start
 */
public record WarmStart(String from, double shrink, double noise, boolean resetDeadUnits) {
  /** Stands for the version that is in use when a retraining begins. */
  public static final String CHAMPION = "champion";

  public static final Range SHARE = Range.closed(0, 1);

  static final WarmStart USUAL = new WarmStart(CHAMPION, 0.6, 0.01, true);

  private static final Form<String> FROM =
      Form.text("a version", WarmStart::isVersion, "must be champion, or a version such as v3");

  public WarmStart {
    requireNonNull(from, "from is null");
    if (!isVersion(from)) {
      throw new PlanRuleException("from", from, FROM.rule());
    }
    SHARE.require("shrink", shrink);
    SHARE.require("noise", noise);
  }

  private static boolean isVersion(String name) {
    return name.equals(CHAMPION) || name.matches("v[1-9][0-9]{0,8}");
  }

  /** The version's name; empty if it is whichever is the champion. */
  public Optional<String> version() {
    return from.equals(CHAMPION) ? Optional.empty() : Optional.of(from);
  }

  static Optional<WarmStart> read(Section start) {
    Optional<String> from = start.valueOr("from", FROM, USUAL.from);
    Optional<Double> shrink = start.valueOr("shrink", Form.number(SHARE), USUAL.shrink);
    Optional<Double> noise = start.valueOr("noise", Form.number(SHARE), USUAL.noise);
    Optional<Boolean> reset = start.valueOr("resetDeadUnits", Form.flag(), USUAL.resetDeadUnits);
    return start.build(
        () ->
            new WarmStart(
                from.orElseThrow(),
                shrink.orElseThrow(),
                noise.orElseThrow(),
                reset.orElseThrow()));
  }

  /** Writes all keys. */
  public void write(YamlLines yaml) {
    yaml.put("from", from);
    yaml.put("shrink", shrink);
    yaml.put("noise", noise);
    yaml.put("resetDeadUnits", resetDeadUnits);
  }
}
