package io.lamina.runtime.cuda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stand-ins for NVIDIA's libraries, whose cards are in the host's memory. They are built by g++
 * once, and loaded before anything of the presets is: then the presets find no others.
 */
final class StandIn {
  /** Two cards that everything works on. */
  static final String CARDS = "card=First,90,1000 card=Second,90,1000";

  private static final Optional<String> PROBLEM = load();

  private StandIn() {}

  /** Why they cannot be used here; empty if they are in use. */
  static Optional<String> problem() {
    return PROBLEM;
  }

  /**
   * Begins anew, with other cards and faults.
   *
   * @param words {@code card=NAME,CAPABILITY,MIB} for each card, {@code driver=VERSION}, {@code
   *     order=backwards} or {@code random}, {@code lazy} if nothing is done before somebody waits
   *     for it, {@code ahead} if that is so of the first stream only, {@code
   *     fail=FUNCTION,CODE,NTH} for a call that fails, and {@code break=…} for one after which the
   *     card is gone; both may go on with {@code ,NAME} of the only card that it happens to; {@code
   *     wrong=NAME} for a card that gets products wrong
   */
  static native void configure(String words);

  /** How often a function of the driver has been called since then. */
  static native long calls(String function);

  /** The blocks of memory and other objects of the driver that have not been given back. */
  static native long held();

  /** The most bytes that the cards' blocks had at once since then. */
  static native long mostOnCards();

  /** The same of the host's memory that does not move. */
  static native long mostInHost();

  private static Optional<String> load() {
    try {
      StandInLibraries libraries = new StandInLibraries();
      Path home = libraries.built();
      for (String name : libraries.names()) {
        System.load(home.resolve(name).toString());
      }
      System.setProperty("lamina.cuda.cache", home.resolve("cache").toString());
      configure(CARDS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the stand-ins for NVIDIA's libraries cannot be built: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
