package io.lamina.jobs.training;

import io.lamina.jobs.checkpoint.DataIdentity;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.gate.InputData;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.util.List;

/**
 * What a run has read. It closes nothing.
 *
 * @param reader of more labeled examples
 * @param input what happens to an example before the networks read it
 * @param columns of the unlabeled examples as they were read
 * @param unlabeled for pretraining
 * @param tuning for fine-tuning: labeled examples, or the unlabeled ones
 * @param test held out
 */
record RunData(
    DataReader reader,
    Preprocessor input,
    InputData columns,
    DividedData unlabeled,
    DividedData tuning,
    ShardedDataset test) {
  List<DataIdentity> identities() {
    return new ReadIdentities(unlabeled, tuning).with(test);
  }

  /**
   * A draw of labeled examples; the caller closes it.
   *
   * @param number of the draw, from 1
   */
  DividedData labeled(int examples, int number) {
    return reader.labeled(input, examples, number);
  }

  /** Throws if there are fewer labeled examples: that is better known now than after hours. */
  void requireLabeled(int examples) {
    reader.requireLabeled(input, examples);
  }
}
