package io.lamina.jobs.data.select;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Deals a number of examples to classes by how many each has, as a parliament deals seats to
 * parties (Webster, Sainte-Laguë): every class has one, then the next goes to the class with the
 * largest {@code count / (2 dealt + 1)}. No class gets more than it has. Of equals, the first comes
 * first.
 */
final class Seats {
  private final long[] counts;

  /**
   * @param counts the examples of each class
   */
  Seats(long[] counts) {
    this.counts = counts.clone();
  }

  /**
   * The examples of each class.
   *
   * @param examples of all classes together; at least one each, at most all there are
   */
  int[] of(int examples) {
    PriorityQueue<Party> waiting =
        new PriorityQueue<>(
            Comparator.comparingDouble(Party::claim).reversed().thenComparingInt(Party::label));
    int[] dealt = new int[counts.length];
    for (int label = 0; label < counts.length; label++) {
      dealt[label] = 1;
      line(waiting, label, 1);
    }
    for (int rest = examples - counts.length; rest > 0; rest--) {
      int label = waiting.remove().label();
      dealt[label]++;
      line(waiting, label, dealt[label]);
    }
    return dealt;
  }

  private void line(PriorityQueue<Party> waiting, int label, int dealt) {
    if (dealt < counts[label]) {
      waiting.add(new Party(label, counts[label] / (2.0 * dealt + 1)));
    }
  }

  private record Party(int label, double claim) {}
}
