package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.rounds.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What became of a run: the content of {@code run.json}, which {@code docs/run-json.md} describes.
 * Immutable. What a failed run did not reach is empty.
 *
 * @param name of the plan
 * @param error why the run failed; empty if it succeeded
 * @param seed of the plan
 * @param started when the run began; kept to the millisecond
 * @param executors the run trained with, at least 1
 * @param device the arithmetic really ran on
 * @param planSha256 the digest of the plan as run
 * @param parametersSha256 the digest of the trained network's parameters
 * @param layers the pretrained layers, from the input on
 * @param fineTune how fine-tuning went
 * @param pseudoLabels how each generation of pseudo-labels went; none if the plan has none
 * @param scratch how the same network trained from a random start, where that was asked for
 * @param evaluation of the network on the held-out set
 * @param fineTunedTestError the share of wrong predictions before the network learnt from its own
 *     labels, where it did
 * @param labelCurve errors by the number of labels; none if that was not studied
 * @param scratchTestError the share of wrong predictions of the network from a random start
 * @param reconstruction of the held-out set, where the network does not classify
 * @param scratchReconstructionError that of the network from a random start
 * @param scratchAnomalyAuc the area under the ROC curve of that network's errors
 * @param spent the time each phase took, and their sum; kept to the millisecond
 * @param outsideTrainers the share of the training time spent outside the trainers (waiting,
 *     averaging, Spark), 0 to 1
 * @param versions of Lamina and what it ran on, by name
 * @param memory the memory budget in bytes, by name
 * @param model where the network was published
 * @param rewinds the stages' ways back from where their numbers ran away
 * @param likelihood of held-out examples under the lowest layer, where it is a machine that has one
 * @param workers what each worker did for each stage, of this run alone
 * @param sameBits whether the plan's averaging gives the same bits for any number of executors
 * @param resumedAt the stage and round at which the run went on from the checkpoints of another
 */
public record RunRecord(
    String name,
    Optional<String> error,
    long seed,
    Instant started,
    int executors,
    Optional<String> device,
    Optional<String> planSha256,
    Optional<String> parametersSha256,
    List<LayerRecord> layers,
    Optional<TrainingCurve> fineTune,
    List<TrainingCurve> pseudoLabels,
    Optional<TrainingCurve> scratch,
    Optional<Evaluation> evaluation,
    OptionalDouble fineTunedTestError,
    List<LabelCurvePoint> labelCurve,
    OptionalDouble scratchTestError,
    Optional<ReconstructionEvaluation> reconstruction,
    OptionalDouble scratchReconstructionError,
    OptionalDouble scratchAnomalyAuc,
    Map<Phase, Duration> spent,
    OptionalDouble outsideTrainers,
    SortedMap<String, String> versions,
    SortedMap<String, Long> memory,
    Optional<String> model,
    List<RewindRecord> rewinds,
    Optional<LikelihoodRecord> likelihood,
    List<WorkerRecord> workers,
    boolean sameBits,
    Optional<String> resumedAt) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public RunRecord {
    requireNonNull(name, "name is null");
    requireNonNull(error, "error is null");
    requireNonNull(device, "device is null");
    requireNonNull(fineTune, "fineTune is null");
    requireNonNull(scratch, "scratch is null");
    requireNonNull(evaluation, "evaluation is null");
    requireNonNull(reconstruction, "reconstruction is null");
    requireNonNull(model, "model is null");
    requireNonNull(likelihood, "likelihood is null");
    requireNonNull(resumedAt, "resumedAt is null");
    if (executors < 1) {
      throw new IllegalArgumentException("executors is " + executors + ", must be at least 1");
    }
    planSha256.ifPresent(digest -> requireSha256("planSha256", digest));
    parametersSha256.ifPresent(digest -> requireSha256("parametersSha256", digest));
    scratchTestError.ifPresent(share -> requireShare("scratchTestError", share));
    fineTunedTestError.ifPresent(share -> requireShare("fineTunedTestError", share));
    scratchAnomalyAuc.ifPresent(share -> requireShare("scratchAnomalyAuc", share));
    pseudoLabels = List.copyOf(pseudoLabels);
    rewinds = List.copyOf(rewinds);
    workers = List.copyOf(workers);
    labelCurve = List.copyOf(labelCurve);
    outsideTrainers.ifPresent(share -> requireShare("outsideTrainers", share));
    started = started.truncatedTo(ChronoUnit.MILLIS);
    layers = List.copyOf(layers);
    spent = milliseconds(spent);
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    memory = Collections.unmodifiableSortedMap(new TreeMap<>(memory));
    memory.forEach(RunRecord::requireBytes);
  }

  private static void requireSha256(String key, String digest) {
    if (!SHA256.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          key + " is " + digest + ", must be a SHA-256 digest of 64 lower-case hexadecimal digits");
    }
  }

  private static void requireShare(String key, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(key + " is " + share + ", must be 0 to 1");
    }
  }

  private static void requireBytes(String key, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("memory." + key + " is " + bytes + ", must be bytes");
    }
  }

  private static Map<Phase, Duration> milliseconds(Map<Phase, Duration> spent) {
    EnumMap<Phase, Duration> rounded = new EnumMap<>(Phase.class);
    spent.forEach(
        (phase, time) -> {
          if (time.isNegative()) {
            throw new IllegalArgumentException(phase.key() + " took " + time + ": negative");
          }
          rounded.put(phase, time.truncatedTo(ChronoUnit.MILLIS));
        });
    return Collections.unmodifiableMap(rounded);
  }

  /** Whether the run reached its end. */
  public boolean succeeded() {
    return error.isEmpty();
  }

  /** The share of wrong predictions on the held-out set; empty if the run did not get there. */
  public OptionalDouble testError() {
    return evaluation.stream().mapToDouble(Evaluation::error).findFirst();
  }

  /** The record as JSON, ending in a line feed; keys always come in the same order. */
  public String toJson() {
    return new RunJsonWriter().write(this);
  }

  /**
   * Reads what {@link #toJson} wrote. Unknown keys are passed over.
   *
   * @throws IllegalArgumentException naming the key, if the text is not such a record
   */
  public static RunRecord fromJson(String json) {
    return new RunJsonReader().read(json);
  }

  /**
   * Begins a record, and counts the run's time from now on.
   *
   * @param name of the plan
   * @param seed of the plan
   * @param started when the run began
   * @param executors it trains with
   */
  public static Builder builder(String name, long seed, Instant started, int executors) {
    return builder(name, seed, started, executors, new PhaseClock(System::nanoTime));
  }

  /** Begins a record whose times a given clock counts. */
  public static Builder builder(
      String name, long seed, Instant started, int executors, PhaseClock clock) {
    return new Builder(name, seed, started, executors, clock);
  }

  /** Gathers a record while the run goes on. For one thread. */
  public static final class Builder {
    private final String name;
    private final long seed;
    private final Instant started;
    private final int executors;
    private final PhaseClock clock;
    private final List<LayerRecord> layers = new ArrayList<>();
    private final SortedMap<String, String> versions = new TreeMap<>();
    private final SortedMap<String, Long> memory = new TreeMap<>();
    private Optional<String> device = Optional.empty();
    private Optional<String> planSha256 = Optional.empty();
    private Optional<String> parametersSha256 = Optional.empty();
    private Optional<TrainingCurve> fineTune = Optional.empty();
    private final List<TrainingCurve> pseudoLabels = new ArrayList<>();
    private Optional<TrainingCurve> scratch = Optional.empty();
    private Optional<Evaluation> evaluation = Optional.empty();
    private OptionalDouble fineTunedTestError = OptionalDouble.empty();
    private final List<LabelCurvePoint> labelCurve = new ArrayList<>();
    private OptionalDouble scratchTestError = OptionalDouble.empty();
    private Optional<ReconstructionEvaluation> reconstruction = Optional.empty();
    private OptionalDouble scratchReconstructionError = OptionalDouble.empty();
    private OptionalDouble scratchAnomalyAuc = OptionalDouble.empty();
    private OptionalDouble outsideTrainers = OptionalDouble.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> resumedAt = Optional.empty();
    private final List<RewindRecord> rewinds = new ArrayList<>();
    private Supplier<List<WorkerRecord>> workers = List::of;
    private boolean sameBits = true;
    private Optional<LikelihoodRecord> likelihood = Optional.empty();

    private Builder(String name, long seed, Instant started, int executors, PhaseClock clock) {
      this.name = requireNonNull(name, "name is null");
      this.seed = seed;
      this.started = requireNonNull(started, "started is null");
      this.executors = executors;
      this.clock = clock;
    }

    /** The device the arithmetic really runs on. */
    public Builder device(String value) {
      device = Optional.of(value);
      return this;
    }

    /** The digest of the plan as run: 64 lower-case hexadecimal digits. */
    public Builder planSha256(String value) {
      planSha256 = Optional.of(value);
      return this;
    }

    /** The digest of the trained parameters: 64 lower-case hexadecimal digits. */
    public Builder parametersSha256(String value) {
      parametersSha256 = Optional.of(value);
      return this;
    }

    /** Adds a version of something the run depends on. */
    public Builder version(String of, String value) {
      versions.put(of, value);
      return this;
    }

    /** Adds a part of the memory budget, in bytes. */
    public Builder memory(String key, long bytes) {
      memory.put(key, bytes);
      return this;
    }

    /** Adds the next pretrained layer. */
    public Builder layer(LayerRecord value) {
      layers.add(value);
      return this;
    }

    /** How fine-tuning went. */
    public Builder fineTune(TrainingCurve value) {
      fineTune = Optional.of(value);
      return this;
    }

    /** Adds the next generation of pseudo-labels. */
    public Builder pseudoLabels(TrainingCurve value) {
      pseudoLabels.add(value);
      return this;
    }

    /** How the same network trained from a random start. */
    public Builder scratch(TrainingCurve value) {
      scratch = Optional.of(value);
      return this;
    }

    /** What the network made of the held-out set. */
    public Builder evaluation(Evaluation value) {
      evaluation = Optional.of(value);
      return this;
    }

    /** The share of wrong predictions before the network learnt from its own labels, 0 to 1. */
    public Builder fineTunedTestError(double share) {
      fineTunedTestError = OptionalDouble.of(share);
      return this;
    }

    /** The errors by the number of labels. */
    public Builder labelCurve(List<LabelCurvePoint> points) {
      labelCurve.addAll(points);
      return this;
    }

    /** The share of wrong predictions of the network from a random start, 0 to 1. */
    public Builder scratchTestError(double share) {
      scratchTestError = OptionalDouble.of(share);
      return this;
    }

    /** How well the network reconstructs the held-out set. */
    public Builder reconstruction(ReconstructionEvaluation value) {
      reconstruction = Optional.of(value);
      return this;
    }

    /** How well the network from a random start reconstructs the held-out set. */
    public Builder scratchReconstruction(ReconstructionEvaluation value) {
      scratchReconstructionError = OptionalDouble.of(value.error());
      scratchAnomalyAuc = value.anomalyAuc();
      return this;
    }

    /** Counts the run's time by phase. */
    public PhaseClock clock() {
      return clock;
    }

    /** The share of the training time spent outside the trainers, 0 to 1. */
    public Builder outsideTrainers(double share) {
      outsideTrainers = OptionalDouble.of(share);
      return this;
    }

    /** Where the network was published. */
    public Builder model(String path) {
      model = Optional.of(path);
      return this;
    }

    /** The ways back of all stages. */
    public Builder rewinds(List<RewindRecord> all) {
      rewinds.addAll(all);
      return this;
    }

    /** How likely the lowest layer finds held-out examples. */
    public Builder likelihood(LikelihoodRecord figures) {
      likelihood = Optional.of(figures);
      return this;
    }

    /** Tells what each worker has done for each stage when the record is made. */
    public Builder workers(Supplier<List<WorkerRecord>> all) {
      workers = all;
      return this;
    }

    /** Whether the plan's averaging gives the same bits for any number of executors. */
    public Builder sameBits(boolean same) {
      sameBits = same;
      return this;
    }

    /** The stage and round at which the run went on from the checkpoints of another. */
    public Builder resumedAt(String place) {
      resumedAt = Optional.of(place);
      return this;
    }

    /** The record of a run that reached its end. */
    public RunRecord succeeded() {
      return record(Optional.empty());
    }

    /** The record of a run that did not; the message is the one the user is shown. */
    public RunRecord failed(String message) {
      return record(Optional.of(message));
    }

    private RunRecord record(Optional<String> error) {
      return new RunRecord(
          name,
          error,
          seed,
          started,
          executors,
          device,
          planSha256,
          parametersSha256,
          layers,
          fineTune,
          pseudoLabels,
          scratch,
          evaluation,
          fineTunedTestError,
          labelCurve,
          scratchTestError,
          reconstruction,
          scratchReconstructionError,
          scratchAnomalyAuc,
          clock.spent(),
          outsideTrainers,
          versions,
          memory,
          model,
          rewinds,
          likelihood,
          workers.get(),
          sameBits,
          resumedAt);
    }
  }
}
