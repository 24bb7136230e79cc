package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an executor may use.
 *
 * @param executorMemory bytes an executor process may take in all: heap, native memory and the JVM
 * @param device the kind of device all of a run computes on
 * @param precision the lowest that the run may choose where the device is left to it
 * @param recheck the share of the shards of a round that a second executor trains again, to compare
 *     the bits; 0 for none
 * @param price of executors, where the run is to say what it cost
 */
public record ResourcePlan(
    long executorMemory,
    DeviceChoice device,
    Precision precision,
    double recheck,
    Optional<Price> price) {
  /** What an executor takes that has nothing to train yet: its JVM, Spark, BLAS. */
  public static final long LEAST_EXECUTOR_MEMORY = 840L << 20;

  public static final Range EXECUTOR_MEMORY = Range.closed(LEAST_EXECUTOR_MEMORY, 16L << 40);

  public static final Range RECHECK = Range.closed(0, 1);

  private static final long USUAL_EXECUTOR_MEMORY = 1L << 30;
  private static final String DEVICE_RULE =
      "must be auto or the name of a kind of device: small letters, digits and hyphens";

  private static final String OTHER_KINDS =
      "for another kind, its module has to be on the class path: deploy/README.md says how, for"
          + " NVIDIA cards";

  public ResourcePlan {
    EXECUTOR_MEMORY.require("executorMemory", (double) executorMemory);
    requireNonNull(device, "device is null");
    requireNonNull(precision, "precision is null");
    RECHECK.require("recheck", recheck);
    requireNonNull(price, "price is null");
  }

  /** Without rechecks and prices. */
  public ResourcePlan(long executorMemory, DeviceChoice device, Precision precision) {
    this(executorMemory, device, precision, 0, Optional.empty());
  }

  /** The same without a price. */
  ResourcePlan withoutPrice() {
    return new ResourcePlan(executorMemory, device, precision, recheck, Optional.empty());
  }

  /** Where a plan says nothing of it. */
  public static ResourcePlan usual() {
    return new ResourcePlan(USUAL_EXECUTOR_MEMORY, DeviceChoice.AUTO, Precision.FLOAT32);
  }

  /** The name of any kind of device, or auto. */
  static Form<String> anyDevice() {
    return Form.text("a word", DeviceKind::isName, DEVICE_RULE);
  }

  /** The name of one of some kinds of device, or auto. */
  static Form<String> device(Collection<DeviceKind> kinds) {
    return Form.oneOf(
            Stream.concat(Stream.of(DeviceChoice.AUTO_NAME), kinds.stream().map(DeviceKind::name))
                .collect(Collectors.toMap(identity(), identity())))
        .otherwise(OTHER_KINDS);
  }

  static Optional<ResourcePlan> read(Section resources, Form<String> kind) {
    Optional<Long> memory =
        resources.valueOr(
            "executorMemory", MemorySize.form(EXECUTOR_MEMORY), USUAL_EXECUTOR_MEMORY);
    List<Optional<String>> choices =
        resources.has("device")
            ? resources.oneOrMore("device", kind)
            : List.of(Optional.of(DeviceChoice.AUTO_NAME));
    Optional<Precision> precision =
        resources.valueOr("precision", Form.word(Precision.class), Precision.FLOAT32);
    Optional<Double> recheck = resources.valueOr("recheck", Form.number(RECHECK), 0.0);
    Optional<Price> price = resources.group("price", Price::read);
    return resources.build(
        () ->
            new ResourcePlan(
                memory.orElseThrow(),
                choice(choices.stream().map(Optional::orElseThrow).toList()),
                precision.orElseThrow(),
                recheck.orElseThrow(),
                price));
  }

  private static DeviceChoice choice(List<String> names) {
    if (names.equals(List.of(DeviceChoice.AUTO_NAME))) {
      return DeviceChoice.AUTO;
    }
    if (names.contains(DeviceChoice.AUTO_NAME)) {
      throw new PlanRuleException("device", names, "auto must stand alone");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new PlanRuleException("device", names, "each kind may be named once");
    }
    return new DeviceChoice(names.stream().map(DeviceKind::new).toList());
  }

  void write(YamlLines yaml) {
    yaml.put("executorMemory", new MemorySize(executorMemory));
    if (device.preferred().size() > 1) {
      yaml.values("device", device.preferred());
    } else {
      yaml.put("device", device.toString());
    }
    yaml.put("precision", precision);
    yaml.put("recheck", recheck);
    price.ifPresent(it -> yaml.group("price", () -> it.write(yaml)));
  }
}
