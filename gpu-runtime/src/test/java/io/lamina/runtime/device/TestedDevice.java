package io.lamina.runtime.device;

import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The kind of device that the tests run on. The build runs them several times: on the best kind of
 * float32, on AVX2, and a part of them on others.
 */
public final class TestedDevice {
  /** A kind, or several of which the first that is here is taken. */
  private static final String KINDS = "lamina.device";

  /** What the kind rounds the factors of products to. */
  private static final String ROUNDING = "lamina.rounding";

  private TestedDevice() {}

  /** Its operations; a test of several kinds of which none is here is skipped. */
  public static Operations open() {
    Devices devices = Devices.find();
    DeviceChoice choice = choice();
    if (choice.preferred().size() < 2) {
      return devices.here(choice).open();
    }
    List<Device> here = devices.here(DeviceAddresses.none());
    Optional<Device> first =
        choice.preferred().stream()
            .flatMap(kind -> here.stream().filter(device -> device.kind().equals(kind)))
            .findFirst();
    Assumptions.assumeTrue(first.isPresent(), () -> "this machine has none of " + choice);
    return first.orElseThrow().open();
  }

  /** What is right on it. */
  public static ReferenceOperations oracle() {
    return new ReferenceOperations("oracle", rounding());
  }

  /** What it rounds the factors of products to. */
  public static FactorRounding rounding() {
    return FactorRounding.valueOf(System.getProperty(ROUNDING, FactorRounding.NONE.name()));
  }

  private static DeviceChoice choice() {
    return Optional.ofNullable(System.getProperty(KINDS))
        .map(
            kinds ->
                new DeviceChoice(Stream.of(kinds.split(",", -1)).map(DeviceKind::new).toList()))
        .orElse(DeviceChoice.AUTO);
  }
}
