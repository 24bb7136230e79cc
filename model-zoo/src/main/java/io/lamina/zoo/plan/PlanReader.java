package io.lamina.zoo.plan;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.plan.yaml.YamlText;
import java.util.Collection;
import java.util.List;

/** Reads plans. Immutable; safe for use by several threads. */
public final class PlanReader {
  private final Form<String> device;

  /** Takes any name for that of a kind of device: whoever runs the plan knows which there are. */
  public PlanReader() {
    this(ResourcePlan.anyDevice());
  }

  private PlanReader(Form<String> device) {
    this.device = device;
  }

  /**
   * For plans that are to be run: another kind of device is a mistake.
   *
   * @param kinds the kinds of device that a plan may name
   */
  public static PlanReader of(Collection<DeviceKind> kinds) {
    return new PlanReader(ResourcePlan.device(kinds));
  }

  /**
   * Reads a plan and checks all of it.
   *
   * @param text the plan in YAML; the keys are those of {@code docs/plan.md}
   * @param overrides changes of the form {@code key=value}, applied in this order, such as {@code
   *     layers[0].units=200}; an empty value takes the key away
   * @throws InvalidPlanException with every mistake of the text and of the overrides
   */
  public TrainingPlan read(PlanText text, List<String> overrides) {
    return new YamlText(text.origin(), text.yaml()).read(overrides, new PlanSchema(device)::plan);
  }
}
