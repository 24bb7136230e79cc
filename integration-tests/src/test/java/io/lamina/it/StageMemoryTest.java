package io.lamina.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.cluster.MemoryException;
import io.lamina.jobs.cluster.RunDevice;
import io.lamina.jobs.training.PlanMemory;
import io.lamina.jobs.training.work.InputSize;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.runtime.device.Workload;
import io.lamina.runtime.neighbours.NeighbourSearch;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.Trainers;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.Precision;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Before the first step a plan is told what its trainers take of a device: they take no more. */
class StageMemoryTest {
  private static final Shape INPUT = new Shape(1, 28, 28);
  private static final DeviceKind KIND = new DeviceKind("counting");

  private static final String PLAN =
      """
      name: memory
      data:
        unlabeled: {format: generated-digits, examples: 100, seed: 1}
        labeled: {format: generated-digits, examples: 100, seed: 2}
        test: {format: generated-digits, examples: 100, seed: 3}
        classes: 10
      layers:
        - {kind: autoencoder, units: 90, activation: rectifier, winners: 0.1, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
        - {kind: autoencoder, units: 80, weights: untied, loss: squared-error, contraction: 0.1, sparsity: {target: 0.1, weight: 0.1}, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
        - {kind: rbm, units: 70, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
        - {kind: rbm, units: 60, chain: persistent, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
        - {kind: k-means, units: 50, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
      fineTune: {learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}, dropout: 0.5}
      """;

  private static final String CONVOLUTIONS =
      """
      name: memory
      data:
        unlabeled: {format: generated-digits, examples: 100, seed: 1}
        labeled: {format: generated-digits, examples: 100, seed: 2}
        test: {format: generated-digits, examples: 100, seed: 3}
        classes: 10
      layers:
        - {kind: convolution, filters: 9, size: 5, over: maps, learns: {kind: rbm, chain: persistent}, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
        - {kind: convolution, filters: 8, size: 5, over: maps, pooling: {size: 2}, learns: {kind: autoencoder, activation: rectifier, winners: 0.1, weights: untied, contraction: 0.1}, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
        - {kind: convolution, filters: 7, size: 3, learns: {kind: autoencoder, loss: squared-error}, learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}}
      fineTune: {learningRate: 0.1, batchSize: BATCH, rounds: 1, optimizer: {kind: OPTIMIZER}, dropout: 0.5}
      """;

  /** Workloads are asked for in the order of the stages. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum, momentum: 0.9", "adam", "rms-prop"})
  void trainersTakeNoMoreThanWasSaid(String optimizer) throws Exception {
    for (String batchSize : List.of("1", "100", "2000")) {
      trainersTakeNoMoreThanWasSaid(PLAN, optimizer, batchSize);
    }
    for (String batchSize : List.of("1", "20")) {
      trainersTakeNoMoreThanWasSaid(CONVOLUTIONS, optimizer, batchSize);
    }
  }

  private static void trainersTakeNoMoreThanWasSaid(String text, String optimizer, String batchSize)
      throws Exception {
    TrainingPlan plan = plan(text, optimizer, batchSize);
    List<Long> said = said(plan);
    List<Long> taken = taken(plan);

    assertThat(said).hasSameSizeAs(taken);
    for (int k = 0; k < taken.size(); k++) {
      assertThat(said.get(k))
          .as("stage %d, %s, batches of %s", k, optimizer, batchSize)
          .isBetween(taken.get(k), 3 * taken.get(k));
    }
  }

  /** After the stages comes what the plan compares with, in the order of the list. */
  @Test
  void comparisonsTakeNoMoreThanWasSaid() throws Exception {
    TrainingPlan plan = plan(PLAN + "compare: [linear, nearest, codes]\n", "sgd", "20");
    List<Long> taken = new ArrayList<>();
    taken.add(regression(plan, INPUT));
    taken.add(neighbours(INPUT));
    for (int units : List.of(90, 80, 70, 60, 50)) {
      taken.add(regression(plan, Shape.plain(units)));
      taken.add(neighbours(Shape.plain(units)));
    }

    List<Long> said = said(plan);
    List<Long> saidOfComparisons = said.subList(plan.layers().size() + 1, said.size());
    assertThat(saidOfComparisons).hasSameSizeAs(taken);
    for (int k = 0; k < taken.size(); k++) {
      assertThat(saidOfComparisons.get(k))
          .as("comparison %d", k)
          .isBetween(taken.get(k), 3 * taken.get(k));
    }
  }

  private static long regression(TrainingPlan plan, Shape input) {
    ReferenceOperations counted = new ReferenceOperations();
    StageWork work =
        new StageWork.Regression(Comparison.LINEAR, "regression", input, new InputSize(1));
    return count(counted, work.trainer(plan, counted));
  }

  private static long neighbours(Shape input) {
    ReferenceOperations counted = new ReferenceOperations();
    new NeighbourSearch(input.size(), 512, Precision.FLOAT32, counted).close();
    return counted.values();
  }

  private static TrainingPlan plan(String text, String optimizer, String batchSize)
      throws Exception {
    String whole = text.replace("OPTIMIZER", optimizer).replace("BATCH", batchSize);
    return new PlanReader().read(new PlanText("memory", whole), List.of());
  }

  private static List<Long> said(TrainingPlan plan) {
    List<Long> values = new ArrayList<>();
    RunDevice device =
        device(
            1,
            workload -> {
              values.add(workload.values());
              return new MatrixMemory(0, 0, 0);
            });
    memory(plan).requireOnExecutors(MemoryBudget.of(plan.resources()), device);
    return values;
  }

  private static List<Long> taken(TrainingPlan plan) {
    List<Long> values = new ArrayList<>();
    Shape below = INPUT;
    for (int k = 0; k < plan.layers().size(); k++) {
      LayerPlan layer = plan.layers().get(k);
      ReferenceOperations counted = new ReferenceOperations();
      values.add(count(counted, Trainers.layer(layer, below, plan.inputActivation(k), counted)));
      below = layer.pretrained(below, plan.inputActivation(k)).output();
    }
    ReferenceOperations counted = new ReferenceOperations();
    values.add(
        count(
            counted,
            Trainers.fineTuner(
                plan.fineTune().orElseThrow(), new WholeStack(plan).on(INPUT), counted)));
    return values;
  }

  private static long count(ReferenceOperations counted, Trainer trainer) {
    trainer.close();
    return counted.values();
  }

  /** Each message's number is the largest that fits the stage which it names. */
  @Test
  void whatDoesNotFitIsRefusedWithTheMiniBatchThatDoes() throws Exception {
    RunDevice device = device(2_000_000, w -> new MatrixMemory(0, 0, w.values() + w.staged()));
    int fits = 2000;
    for (int lower = largest(fits, device); lower < fits; lower = largest(fits, device)) {
      fits = lower;
    }

    assertThat(fits).isBetween(100, 1000);
    assertThat(largest(fits + 1, device)).isEqualTo(fits);
  }

  /** What the message names; the same as was tried if that is accepted. */
  private static int largest(int batchSize, RunDevice device) throws Exception {
    TrainingPlan plan = plan(PLAN, "sgd", Integer.toString(batchSize));
    try {
      memory(plan).requireOnExecutors(MemoryBudget.of(plan.resources()), device);
      return batchSize;
    } catch (MemoryException e) {
      Matcher named =
          Pattern.compile("lower the stage's batchSize to (\\d+) or less").matcher(e.getMessage());
      assertThat(named.find()).as(e.getMessage()).isTrue();
      return Integer.parseInt(named.group(1));
    }
  }

  private static PlanMemory memory(TrainingPlan plan) {
    return new PlanMemory(plan, INPUT);
  }

  private static RunDevice device(long memory, Function<Workload, MatrixMemory> answer) {
    return new RunDevice(KIND, new Counting(answer), memory);
  }

  /** Answers what is asked of it before a run: nothing is computed. */
  private record Counting(Function<Workload, MatrixMemory> answer) implements DeviceProvider {
    @Override
    public List<DeviceKind> kinds() {
      return List.of(KIND);
    }

    @Override
    public int preference(DeviceKind kind) {
      return BY_NAME_ONLY;
    }

    @Override
    public List<Device> here(DeviceAddresses addresses) {
      return List.of();
    }

    @Override
    public TaskPlacement placement(DeviceKind kind) {
      return TaskPlacement.oneCore();
    }

    @Override
    public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
      return new ExecutorSettings(Map.of(), Map.of(), List.of());
    }

    @Override
    public MatrixMemory memory(DeviceKind kind, Workload workload) {
      return answer.apply(workload);
    }
  }
}
