package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.BaselineErrors.CodeErrors;
import io.lamina.jobs.training.inference.NeighbourJudge;
import io.lamina.jobs.training.inference.ShardEncoder;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What learns from labels without fine-tuning: logistic regression and the nearest neighbour, on
 * the inputs and on the codes of each pretrained layer. Closing has Spark forget the codes of the
 * held-out examples, which are the same for all labels.
 */
final class Baselines implements AutoCloseable {
  private final LastStage last;
  private final TestSet test;
  private final NeighbourJudge neighbours;
  private final ShardEncoder encoder;
  private final List<TrainedNetwork> encoders;
  private final List<ShardedDataset> codes;

  /**
   * @param pretrained whose codes are read
   */
  Baselines(RunPlace place, LastStage last, TestSet test, PretrainedStack pretrained) {
    this.last = last;
    this.test = test;
    this.neighbours = new NeighbourJudge(place.cluster().spark(), place.cluster().device());
    this.encoder = new ShardEncoder(place.cluster().spark(), place.device());
    this.encoders =
        IntStream.rangeClosed(1, pretrained.layers().size())
            .mapToObj(k -> new PretrainedStack(pretrained.layers().subList(0, k)).encoder())
            .toList();
    this.codes = encoders.stream().map(each -> encoder.encode(test.examples(), each)).toList();
  }

  /**
   * The error of logistic regression on the inputs.
   *
   * @param stage its name
   */
  double linear(String stage, ShardedDataset labeled) {
    float[] softmax = last.regression(Comparison.LINEAR, stage, labeled).vector();
    return test.regressionError(Optional.empty(), softmax);
  }

  /** The error of the nearest neighbour on the inputs. */
  double nearest(ShardedDataset labeled) {
    return neighbours.error(labeled, test.examples());
  }

  /**
   * The errors on the codes of each layer, the lowest first.
   *
   * @param stage what the stages' names begin with
   */
  List<CodeErrors> codes(String stage, ShardedDataset labeled) {
    List<CodeErrors> errors = new ArrayList<>();
    for (int k = 0; k < encoders.size(); k++) {
      try (ShardedDataset own = encoder.encode(labeled, encoders.get(k))) {
        String name = stage + ", codes of layer " + (k + 1);
        float[] softmax = last.regression(Comparison.CODES, name, own).vector();
        errors.add(
            new CodeErrors(
                test.regressionError(Optional.of(encoders.get(k)), softmax),
                neighbours.error(own, codes.get(k))));
      }
    }
    return errors;
  }

  @Override
  public void close() {
    codes.forEach(ShardedDataset::close);
  }
}
