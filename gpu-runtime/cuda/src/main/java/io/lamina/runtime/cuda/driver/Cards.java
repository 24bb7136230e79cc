package io.lamina.runtime.cuda.driver;

import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetCount;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetUuid;
import static org.bytedeco.cuda.global.cudart.cuDeviceTotalMem;
import static org.bytedeco.cuda.global.cudart.cuDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cuInit;

import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.cuda.cudart.CUuuid;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The cards that the driver shows to this process: all of the machine, or those that {@code
 * CUDA_VISIBLE_DEVICES} names.
 */
public final class Cards {
  /** The name that Spark knows cards by. */
  public static final String RESOURCE = "gpu";

  private static final int LEAST_CAPABILITY = 75;
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  /** At least one. */
  private final List<Card> all;

  private Cards(List<Card> all) {
    this.all = all;
  }

  /**
   * Asks the driver.
   *
   * @throws DeviceException if there is no card, or none can be used; the message says what was
   *     found and what would help
   */
  public static Cards visible() {
    CudaLibraries.problem().ifPresent(Cards::fail);
    check(cuInit(0), "start NVIDIA's driver");
    int[] version = new int[1];
    check(cuDriverGetVersion(version), "ask for the driver's version");
    if (version[0] / 1000 < CudaLibraries.CUDA) {
      fail(
          String.format(
              Locale.ROOT,
              "the driver is for CUDA %d.%d, the libraries are of CUDA %d (install a newer driver)",
              version[0] / 1000,
              version[0] % 1000 / 10,
              CudaLibraries.CUDA));
    }
    int[] count = new int[1];
    check(cuDeviceGetCount(count), "count the cards");
    return new Cards(IntStream.range(0, count[0]).mapToObj(i -> card(i, version[0])).toList());
  }

  private static Card card(int ordinal, int driver) {
    int[] device = new int[1];
    byte[] name = new byte[256];
    check(cuDeviceGet(device, ordinal), "find card " + ordinal);
    check(cuDeviceGetName(name, name.length, device[0]), "ask for a card's name");
    try (CUuuid uuid = new CUuuid();
        SizeTPointer bytes = new SizeTPointer(1)) {
      check(cuDeviceGetUuid(uuid, device[0]), "ask for a card's UUID");
      check(cuDeviceTotalMem(bytes, device[0]), "ask for a card's memory");
      ByteBuffer words = uuid.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
      return new Card(
          ordinal,
          new String(name, StandardCharsets.UTF_8).replaceFirst("\0.*", ""),
          "GPU-" + new UUID(words.getLong(0), words.getLong(8)),
          10 * attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device[0])
              + attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device[0]),
          bytes.get(),
          driver);
    }
  }

  private static int attribute(int attribute, int device) {
    int[] value = new int[1];
    check(cuDeviceGetAttribute(value, attribute, device), "ask for a card's capability");
    return value[0];
  }

  private static void check(int code, String doing) {
    if (code != 0) {
      fail(
          String.format(
              "cannot %s: %s%s (nvidia-smi shows what the driver finds)",
              doing, new DriverError(code), visibility()));
    }
  }

  private static String visibility() {
    return Optional.ofNullable(System.getenv(VISIBLE))
        .map(value -> String.format("; %s is '%s'", VISIBLE, value))
        .orElse("");
  }

  private static void fail(String reason) {
    throw new DeviceException(reason);
  }

  /**
   * The card of a task: the one that the cluster has assigned to it, else the first.
   *
   * @throws DeviceException if it is not there, or too old
   */
  public Card of(DeviceAddresses addresses) {
    Card card = addresses.of(RESOURCE).stream().findFirst().map(this::at).orElse(all.get(0));
    if (card.capability() < LEAST_CAPABILITY) {
      fail(
          String.format(
              "%s has compute capability %s, must be %s or newer (use nd4j-cuda, or the processor)",
              card.title(), Card.shown(card.capability()), Card.shown(LEAST_CAPABILITY)));
    }
    return card;
  }

  /**
   * The addresses of those that can be used.
   *
   * @param capability the least compute capability, times ten
   */
  public DeviceAddresses usable(int capability) {
    List<String> addresses =
        all.stream()
            .filter(card -> card.capability() >= capability)
            .map(card -> Integer.toString(card.ordinal()))
            .toList();
    return new DeviceAddresses(Map.of(RESOURCE, addresses));
  }

  private Card at(String address) {
    return all.stream()
        .filter(
            card -> address.equals(Integer.toString(card.ordinal())) || address.equals(card.uuid()))
        .findFirst()
        .orElseThrow(
            () ->
                new DeviceException(
                    String.format(
                        "the cluster has assigned card %s, this process sees %s%s",
                        address,
                        all.stream().map(Card::title).collect(Collectors.joining(", ")),
                        visibility())));
  }
}
