package io.lamina.parameters.part;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A vector cut into as many parts as the machine has processors, each worked on by one thread at a
 * time, piece by piece. What is done value by value gives the same bits whatever the cut.
 */
final class Stripes {
  /** Values of a piece: its buffers stay in a processor's cache. */
  static final int PIECE = 1 << 13;

  /** A part with fewer values is not worth another thread. */
  private static final int LEAST = 1 << 17;

  private final List<Stripe> stripes;

  Stripes(int length) {
    this(length, Runtime.getRuntime().availableProcessors());
  }

  Stripes(int length, int processors) {
    int count = Math.max(1, Math.min(processors, length / LEAST));
    this.stripes =
        IntStream.range(0, count)
            .mapToObj(i -> new Stripe(part(length, i, count), part(length, i + 1, count)))
            .toList();
  }

  private static int part(int length, int i, int count) {
    return (int) ((long) length * i / count);
  }

  /** A part of the vector, and buffers to work on it with. */
  static final class Stripe {
    private final int from;
    private final int to;
    private final float[] values = new float[PIECE];
    private final double[] steps = new double[PIECE];

    Stripe(int from, int to) {
      this.from = from;
      this.to = to;
    }

    int from() {
      return from;
    }

    int to() {
      return to;
    }

    float[] values() {
      return values;
    }

    double[] steps() {
      return steps;
    }

    /** A piece of it. */
    interface Work {
      void piece(int offset, int count);
    }

    /** All its pieces, of the vector's part from {@code low} to {@code high}. */
    void pieces(int low, int high, Work work) {
      int end = Math.min(to, high);
      for (int offset = Math.max(from, low); offset < end; offset += PIECE) {
        work.piece(offset, Math.min(PIECE, end - offset));
      }
    }
  }

  void each(Consumer<Stripe> work) {
    if (stripes.size() == 1) {
      work.accept(stripes.get(0));
    } else {
      stripes.parallelStream().forEach(work);
    }
  }

  /** The first place of the vector that a search of each stripe finds. */
  OptionalInt first(Function<Stripe, OptionalInt> search) {
    return stripes.parallelStream()
        .map(search)
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .min();
  }
}
