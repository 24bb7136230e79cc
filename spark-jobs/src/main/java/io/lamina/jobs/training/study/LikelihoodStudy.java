package io.lamina.jobs.training.study;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.LikelihoodRecord;
import io.lamina.jobs.training.sample.SentExamples;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.analysis.AnnealedImportanceSampling;
import io.lamina.runtime.analysis.BaseModel;
import io.lamina.runtime.analysis.FreeEnergies;
import io.lamina.runtime.analysis.PartitionEstimate;
import io.lamina.runtime.analysis.RbmParameters;
import io.lamina.runtime.analysis.Temperatures;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Rbm;
import java.util.Arrays;
import java.util.Optional;

/**
 * How likely the lowest layer finds held-out examples, where it is a restricted Boltzmann machine
 * with hidden units that are on or off: its partition function by annealed importance sampling,
 * from the examples' rates (Salakhutdinov and Murray, ICML 2008).
 */
public final class LikelihoodStudy {
  private static final int PARTICLES = 100;
  private static final Temperatures TEMPERATURES = new Temperatures(1000);

  private final StudyTasks tasks;
  private final RandomKey key;

  /**
   * @param key of the random numbers
   */
  public LikelihoodStudy(StudyTasks tasks, RandomKey key) {
    this.tasks = tasks;
    this.key = key;
  }

  /** The figures; empty if the layer is no such machine. */
  public Optional<LikelihoodRecord> of(LayerPlan plan, PretrainedLayer layer, ShardedDataset test) {
    return plan instanceof Rbm rbm && rbm.hidden() == Rbm.Hidden.BERNOULLI
        ? Optional.of(find(rbm.visible(), layer, SentExamples.of(test)))
        : Optional.empty();
  }

  private LikelihoodRecord find(Rbm.Visible visible, PretrainedLayer layer, SentExamples sent) {
    RbmParameters machine =
        new RbmParameters(visible, layer.inputs(), layer.units(), layer.parameters());
    RandomKey random = key;
    return tasks.find(device -> study(machine, sent.examples(), random, device)).result();
  }

  private static LikelihoodRecord study(
      RbmParameters machine, TestExamples examples, RandomKey key, Device device) {
    float[] values = examples.values();
    BaseModel base =
        switch (machine.visibleUnits()) {
          case BERNOULLI -> BaseModel.rates(values, machine.visible());
          case GAUSSIAN -> BaseModel.means(values, machine.visible());
        };
    PartitionEstimate partition;
    try (AnnealedImportanceSampling sampling =
        new AnnealedImportanceSampling(machine, base, PARTICLES, device.open())) {
      partition = sampling.estimate(TEMPERATURES, key);
    }
    Operations operations = device.open();
    try (FreeEnergies energies = new FreeEnergies(machine, examples.largestBatch(), operations)) {
      double mean = Arrays.stream(energies.of(values)).average().orElseThrow();
      return new LikelihoodRecord(
          partition.logPartition(),
          partition.standardError(),
          -mean - partition.logPartition(),
          examples.count(),
          operations.device());
    }
  }
}
