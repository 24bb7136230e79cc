package io.lamina.jobs.training.study;

import io.lamina.jobs.run.LikelihoodRecord;
import io.lamina.runtime.analysis.AnnealedImportanceSampling;
import io.lamina.runtime.analysis.BaseModel;
import io.lamina.runtime.analysis.FreeEnergies;
import io.lamina.runtime.analysis.PartitionEstimate;
import io.lamina.runtime.analysis.RbmParameters;
import io.lamina.runtime.analysis.Temperatures;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.network.PretrainedLayer;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Rbm;
import java.util.Arrays;
import java.util.Optional;

/**
 * How likely the lowest layer finds held-out examples, where it is a restricted Boltzmann machine
 * with hidden units that are on or off: its partition function by annealed importance sampling,
 * from the examples' rates (Salakhutdinov and Murray, ICML 2008). In the driver.
 */
public final class LikelihoodStudy {
  private static final int PARTICLES = 100;
  private static final Temperatures TEMPERATURES = new Temperatures(1000);

  private final RandomKey key;

  public LikelihoodStudy(RandomKey key) {
    this.key = key;
  }

  /** The figures; empty if the layer is no such machine. */
  public Optional<LikelihoodRecord> of(
      LayerPlan plan, PretrainedLayer layer, TestExamples examples, Device device) {
    return plan instanceof Rbm rbm && rbm.hidden() == Rbm.Hidden.BERNOULLI
        ? Optional.of(study(rbm, layer, examples, device))
        : Optional.empty();
  }

  private LikelihoodRecord study(
      Rbm rbm, PretrainedLayer layer, TestExamples examples, Device device) {
    RbmParameters machine =
        new RbmParameters(rbm.visible(), layer.inputs(), layer.units(), layer.parameters());
    float[] values = examples.values();
    BaseModel base =
        switch (rbm.visible()) {
          case BERNOULLI -> BaseModel.rates(values, layer.inputs());
          case GAUSSIAN -> BaseModel.means(values, layer.inputs());
        };
    PartitionEstimate partition;
    try (AnnealedImportanceSampling sampling =
        new AnnealedImportanceSampling(machine, base, PARTICLES, device.open())) {
      partition = sampling.estimate(TEMPERATURES, key);
    }
    try (FreeEnergies energies =
        new FreeEnergies(machine, examples.largestBatch(), device.open())) {
      double mean = Arrays.stream(energies.of(values)).average().orElseThrow();
      return new LikelihoodRecord(
          partition.logPartition(),
          partition.standardError(),
          -mean - partition.logPartition(),
          examples.count());
    }
  }
}
