package io.lamina.zoo.registry;

import io.lamina.zoo.registry.store.NumberedLog;
import io.lamina.zoo.registry.store.OutcomeUnknownException;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * How often a test set has decided between two versions of a model: each decision wears it out a
 * little. Any number of threads and processes may use it.
 */
public final class DecisionLog {
  /** The directory of these logs, in a model's. */
  static final String DIRECTORY = "decisions";

  private static final String REMEDY = "check that this user may read and write there";

  private final ModelDirectory model;
  private final Path path;
  private final NumberedLog log;
  private final Clock clock;

  DecisionLog(ModelDirectory model, String testSetSha256, Clock clock) {
    if (!testSetSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: '" + testSetSha256 + "'");
    }
    this.model = model;
    this.path = new Path(new Path(model.path(), DIRECTORY), testSetSha256);
    this.log = new NumberedLog(model.place(), path);
    this.clock = clock;
  }

  /**
   * How many decisions were made.
   *
   * @throws RegistryException if that cannot be told
   */
  public int count() {
    try {
      return log.last().map(entry -> entry.number()).orElse(0);
    } catch (IOException e) {
      throw new RegistryException("read " + path, e, REMEDY);
    }
  }

  /**
   * Spends a decision, before its result is known.
   *
   * @param candidate the publication's id of the version that is judged
   * @return which decision it is, from 1
   * @throws UnsettledException if the file system did not say whether it was spent
   * @throws RegistryException if it cannot be spent
   */
  public int spend(String candidate) {
    try {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("candidate", candidate);
      fields.put("at", clock.millis());
      int number = count() + 1;
      while (log.append(number, fields).isEmpty()) {
        number++;
      }
      return number;
    } catch (OutcomeUnknownException e) {
      throw new UnsettledException("spend a decision in " + path, e, model);
    } catch (IOException e) {
      throw new RegistryException("spend a decision in " + path, e, REMEDY);
    }
  }
}
