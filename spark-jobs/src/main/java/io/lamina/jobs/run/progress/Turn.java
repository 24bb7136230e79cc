package io.lamina.jobs.run.progress;

import java.util.concurrent.atomic.AtomicReference;

/** Lets one stage be shown at a time. */
final class Turn {
  private static final String NOBODY = "";

  private final AtomicReference<String> stage = new AtomicReference<>(NOBODY);

  void begin(String name) {
    String current = stage.compareAndExchange(NOBODY, name);
    if (!current.equals(NOBODY)) {
      throw new IllegalStateException(
          "cannot show " + name + " while " + current + " is shown: close that stage first");
    }
  }

  void end() {
    stage.set(NOBODY);
  }
}
