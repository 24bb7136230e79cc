package io.lamina.runtime.cuda;

import io.lamina.runtime.cuda.driver.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a card was asked to do and has not been told yet. It runs when somebody reads a result, at
 * the end of a step, or when it has become long: one copy of its numbers, then its calls.
 */
final class Program {
  private static final int LONG = 1024;

  private final Stream stream;
  private final Scalars scalars;
  private final CapturedSteps steps;
  private final List<Call> calls = new ArrayList<>();
  private boolean inStep;

  Program(Stream stream, Scalars scalars, CapturedSteps steps) {
    this.stream = stream;
    this.scalars = scalars;
    this.steps = steps;
  }

  /** The numbers of the calls to come; there is room for those of one operation. */
  Scalars scalars() {
    return scalars;
  }

  /**
   * Makes room for so many values beside the numbers of an operation.
   *
   * @throws IllegalArgumentException if there can be none
   */
  void reserve(int values) {
    if (values > Scalars.most()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%d labels at once, must be at most %d", values, Scalars.most()));
    }
    if (!scalars.hasRoomFor(values)) {
      run();
    }
  }

  /** The calls of one operation. */
  void add(List<Call> operation) {
    calls.addAll(operation);
    if (calls.size() >= LONG || !scalars.hasRoomFor(0)) {
      run();
    }
  }

  /** Gives all that waits to the card, which calls of this thread are for from now on. */
  void run() {
    stream.enter();
    if (calls.isEmpty()) {
      return;
    }
    scalars.send();
    if (inStep) {
      steps.run(calls);
    } else {
      calls.forEach(Call::issue);
    }
    calls.clear();
  }

  /** Runs operations that will come again, with other numbers. */
  void step(Runnable operations) {
    run();
    inStep = true;
    try {
      operations.run();
      run();
    } finally {
      inStep = false;
    }
  }
}
