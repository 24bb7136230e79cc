package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.nd4j.NvidiaCard.Capability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cards of this machine, and whether ND4J has code for them. ND4J itself cannot be asked: on a
 * card that it has no code for, its static initializers fail, and the process has no ND4J at all.
 *
 * @param cards as the driver lists them
 * @param trouble why they could not be listed
 */
record NvidiaCards(List<NvidiaCard> cards, Optional<String> trouble) {
  /** The cards that the binaries of nd4j-cuda-11.6 have code for; they hold no PTX for others. */
  private static final Capability LOWEST = new Capability(3, 7);

  private static final Capability HIGHEST = new Capability(8, 6);
  private static final long SECONDS = 30;

  NvidiaCards {
    cards = List.copyOf(cards);
  }

  /**
   * Asks NVIDIA's driver.
   *
   * @param command {@code nvidia-smi}, which comes with it
   */
  static NvidiaCards listedBy(String command) {
    try {
      List<String> query = Stream.concat(Stream.of(command), NvidiaCard.QUERY.stream()).toList();
      Process process = new ProcessBuilder(query).redirectErrorStream(true).start();
      try {
        return read(process, command);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return none("no NVIDIA driver is installed here: there is no " + command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none("interrupted while " + command + " was asked");
    }
  }

  private static NvidiaCards read(Process process, String command)
      throws IOException, InterruptedException {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      return none(command + " does not end");
    }
    return process.exitValue() == 0
        ? new NvidiaCards(output.lines().flatMap(NvidiaCard::parse).toList(), Optional.empty())
        : none(command + " says: " + output.strip());
  }

  private static NvidiaCards none(String trouble) {
    return new NvidiaCards(List.of(), Optional.of(trouble));
  }

  /** Why ND4J cannot compute on them; empty if it can. */
  Optional<String> obstacle() {
    if (trouble.isPresent()) {
      return trouble;
    }
    if (cards.isEmpty()) {
      return Optional.of("the NVIDIA driver lists no card");
    }
    return cards.stream()
        .filter(
            card ->
                card.capability().compareTo(LOWEST) < 0 || card.capability().compareTo(HIGHEST) > 0)
        .findFirst()
        .map(
            card ->
                card
                    + " is not supported by ND4J, which has code for compute capability "
                    + LOWEST
                    + " to "
                    + HIGHEST
                    + " (take cuda-fp32 for newer cards)");
  }

  /**
   * All of them, as CUDA numbers them.
   *
   * @param resource the name of what a task takes of them
   * @param visible the cards that CUDA is told to show, if it is told; the driver lists the others,
   *     too
   * @throws DeviceException if CUDA is told, for its numbers are others then
   */
  DeviceAddresses addresses(String resource, Optional<String> visible) {
    visible.ifPresent(
        shown -> {
          throw new DeviceException(
              String.format(
                  "CUDA_VISIBLE_DEVICES is '%s', and the driver lists all cards: unset it, or set"
                      + " spark.worker.resource.%s.discoveryScript to deploy/nvidia-cards.sh",
                  shown, resource));
        });
    List<String> numbers = IntStream.range(0, cards.size()).mapToObj(Integer::toString).toList();
    return new DeviceAddresses(Map.of(resource, numbers));
  }

  /** The bytes of the smallest card. */
  long leastMemory() {
    return cards.stream().mapToLong(NvidiaCard::memory).min().orElse(0);
  }
}
