package io.lamina.zoo.network.load;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loads a network by DL4J and compares what it says of some rows with what was said of them before.
 * To be started in a process of its own whose class path has DL4J, a backend of ND4J, and of Lamina
 * nothing but this package.
 */
public final class LoadCheck {
  /** The largest difference of an answer that counts as none; of answers above 1 relative. */
  public static final double TOLERANCE = 1e-5;

  /** The answers are the same. */
  public static final int SAME = 0;

  /** The network was loaded, and its answers are other ones. */
  public static final int DIFFERENT = 3;

  /** The network could not be loaded, or the rows not read or not scored. */
  public static final int BROKEN = 4;

  private static final int BATCH = 250;

  private LoadCheck() {}

  /**
   * Checks, and ends the process with {@link #SAME}, {@link #DIFFERENT} or {@link #BROKEN}.
   *
   * @param args the network.zip, a file of {@link ScoredRows}, and the file to write: a JSON object
   *     with {@code rows}, {@code largestDifference} and {@code seconds}. It is not written if the
   *     network is broken; the standard error says why.
   */
  public static void main(String[] args) {
    System.exit(run(args, System.err));
  }

  static int run(String[] args, PrintStream problems) {
    if (args.length != 3) {
      problems.println("usage: LoadCheck network.zip rows answer.json");
      return BROKEN;
    }
    try {
      return check(new File(args[0]), Path.of(args[1]), Path.of(args[2]));
    } catch (Exception | LinkageError e) { // whatever DL4J throws at a file that is not its own
      problems.println(e);
      return BROKEN;
    }
  }

  private static int check(File network, Path rows, Path answer) throws IOException {
    long start = System.nanoTime();
    ScoredRows scored;
    try (InputStream in = Files.newInputStream(rows)) {
      scored = ScoredRows.read(in);
    }
    double largest = largestDifference(MultiLayerNetwork.load(network, false), scored);
    double seconds = (System.nanoTime() - start) * 1e-9;
    Files.writeString(
        answer,
        String.format(
            Locale.ROOT,
            "{\"rows\": %d, \"largestDifference\": %.3e, \"seconds\": %.3f}%n",
            scored.count(),
            largest,
            seconds));
    return largest <= TOLERANCE ? SAME : DIFFERENT;
  }

  private static double largestDifference(MultiLayerNetwork network, ScoredRows scored)
      throws IOException {
    double largest = 0;
    for (int from = 0; from < scored.count(); from += BATCH) {
      int to = Math.min(scored.count(), from + BATCH);
      INDArray answers = network.output(Nd4j.create(scored.inputs(from, to)));
      if (answers.columns() != scored.outputSize()) {
        throw new IOException(
            "the network has " + answers.columns() + " outputs, the rows " + scored.outputSize());
      }
      for (int row = from; row < to; row++) {
        for (int unit = 0; unit < scored.outputSize(); unit++) {
          double said = scored.output(row, unit);
          double difference = Math.abs(answers.getDouble(row - from, unit) - said);
          largest = Math.max(largest, finite(difference / Math.max(1, Math.abs(said))));
        }
      }
    }
    return largest;
  }

  /** What is no number is as different as can be. */
  private static double finite(double difference) {
    return Double.isFinite(difference) ? difference : Float.MAX_VALUE;
  }
}
