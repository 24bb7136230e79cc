package io.lamina.jobs.scoring;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.runtime.train.Logits;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.runtime.train.Prediction;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.published.PublishedNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** As much of a model as is asked for, as it goes to the executors. */
public final class ServedNetwork implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int[] NO_PREDICTIONS = {};
  private static final float[] NO_VALUES = {};
  private static final double[] NO_ERRORS = {};

  private final Set<ScoreColumn> wanted;
  private final int inputs;
  private final byte[] preprocessing;
  private final boolean hasSteps;

  /** One or none. */
  private final List<TrainedNetwork> classifier;

  /** The encoder, with the decoder on top if reconstructions are asked for; or none. */
  private final List<TrainedNetwork> encoder;

  /** The place of the layer with the codes. */
  private final int codesAt;

  /**
   * @param wanted what the network can say
   */
  public ServedNetwork(PublishedNetwork network, Set<ScoreColumn> wanted) {
    this(ScoringNetworks.of(network), network.input(), wanted);
  }

  /**
   * @param input what happens to an example first
   * @param wanted what the networks can say
   */
  public ServedNetwork(ScoringNetworks networks, Preprocessor input, Set<ScoreColumn> wanted) {
    this.wanted = Set.copyOf(wanted);
    this.inputs = input.inputs();
    this.preprocessing = input.toJson();
    this.hasSteps = !input.steps().isEmpty();
    this.classifier = classifies() ? networks.classifier().stream().toList() : List.of();
    this.encoder = encodes() ? List.of(encoder(networks)) : List.of();
    this.codesAt = networks.encoder().stack().layers().size() - 1;
  }

  private TrainedNetwork encoder(ScoringNetworks networks) {
    return reconstructs() ? networks.encoder().then(networks.decoder()) : networks.encoder();
  }

  private boolean classifies() {
    return wanted.contains(ScoreColumn.PREDICTION) || wanted.contains(ScoreColumn.PROBABILITIES);
  }

  private boolean encodes() {
    return wanted.contains(ScoreColumn.CODES) || reconstructs();
  }

  private boolean reconstructs() {
    return wanted.contains(ScoreColumn.RECONSTRUCTION_ERROR);
  }

  /** The networks whose layers are computed. */
  List<TrainedNetwork> networks() {
    return classifier.isEmpty()
        ? encoder
        : encoder.isEmpty() ? classifier : List.of(classifier.get(0), encoder.get(0));
  }

  /**
   * The scores of blocks, on the device of this thread's task, which must be one of Spark's. Blocks
   * are asked for one by one, and scored before the next.
   *
   * @param name what messages call the source of the examples
   * @param blocks of examples as they were read
   */
  public Iterator<BlockScores> scores(DeviceKind device, String name, Iterator<byte[]> blocks) {
    Iterator<byte[]> made =
        hasSteps ? new ExampleValues(preprocessing).preprocessed(name, blocks) : blocks;
    return new BlockCodes<>(
        made,
        inputs,
        capacity -> atWork(capacity, device),
        AtWork::close,
        (at, block) -> scores(at, block.examples()));
  }

  private AtWork atWork(int capacity, DeviceKind device) {
    return new AtWork(open(classifier, capacity, device), open(encoder, capacity, device));
  }

  private static Optional<Network> open(List<TrainedNetwork> one, int capacity, DeviceKind device) {
    return one.stream()
        .findFirst()
        .map(
            network ->
                new Network(
                    network.stack(), network.parameters(), capacity, TaskDevice.of(device).open()));
  }

  /** The networks on a device. */
  private record AtWork(Optional<Network> classifier, Optional<Network> encoder) {
    void close() {
      classifier.ifPresent(Network::close);
      encoder.ifPresent(Network::close);
    }
  }

  private BlockScores scores(AtWork at, MiniBatch examples) {
    Optional<Logits> logits = at.classifier().map(network -> network.logits(examples));
    Optional<List<float[]>> layers = at.encoder().map(encoder -> layers(encoder, examples));
    return new BlockScores(
        logits.map(ServedNetwork::predictions).orElse(NO_PREDICTIONS),
        logits
            .filter(any -> wanted.contains(ScoreColumn.PROBABILITIES))
            .map(Logits::probabilities)
            .orElse(NO_VALUES),
        layers
            .filter(any -> wanted.contains(ScoreColumn.CODES))
            .map(both -> both.get(0))
            .orElse(NO_VALUES),
        layers
            .filter(any -> reconstructs())
            .map(both -> ExampleErrors.of(examples, both.get(both.size() - 1)).errors())
            .orElse(NO_ERRORS));
  }

  private static int[] predictions(Logits logits) {
    return logits.predictions().stream().mapToInt(Prediction::label).toArray();
  }

  /** Codes, where they are asked for, and then reconstructions, likewise. */
  private List<float[]> layers(Network network, MiniBatch examples) {
    List<Integer> asked = new ArrayList<>();
    if (wanted.contains(ScoreColumn.CODES)) {
      asked.add(codesAt);
    }
    if (reconstructs()) {
      asked.add(encoder.get(0).stack().layers().size() - 1);
    }
    return network.codes(examples, asked);
  }
}
