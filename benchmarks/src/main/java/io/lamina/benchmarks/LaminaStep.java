package io.lamina.benchmarks;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.Initialization;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.Trainers;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.MaskingNoise;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import io.lamina.zoo.plan.layer.Weights;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.TrainingLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of Lamina's own trainer, the copy of the mini-batch to the device included. */
final class LaminaStep {
  private static final RandomKey KEY = RandomKey.of(2);

  private final Trainer trainer;
  private final List<MiniBatch> batches = new ArrayList<>();

  /**
   * @param operations where the step runs; closed with the contender
   */
  LaminaStep(StepShape shape, Operations operations) {
    Autoencoder plan =
        new Autoencoder(
            shape.units(),
            Activation.SIGMOID,
            Weights.TIED,
            ReconstructionLoss.CROSS_ENTROPY,
            Optional.of(new MaskingNoise(StepShape.CORRUPTION)),
            1,
            Penalties.none(),
            new StagePlan(
                OptimizerPlan.constant(StepShape.LEARNING_RATE),
                shape.batch(),
                TrainingLength.rounds(1)));
    Shape input = Shape.plain(shape.inputs());
    trainer = Trainers.layer(plan, input, Activation.SIGMOID, operations);
    trainer.vector().load(new Initialization(KEY).layer(0, plan, input, Activation.SIGMOID));
    for (int i = 0; i < StepShape.MINI_BATCHES; i++) {
      batches.add(miniBatch(shape, i));
    }
  }

  private static MiniBatch miniBatch(StepShape shape, int number) {
    MiniBatch batch = new MiniBatch(shape.inputs(), shape.batch());
    float[] values = shape.examples(number);
    System.arraycopy(values, 0, batch.values(), 0, values.length);
    batch.size(shape.batch());
    return batch;
  }

  Contender contender(String name) {
    return new InProcess(name, this::step, trainer::close);
  }

  void step(int number) {
    MiniBatch batch = batches.get(number % batches.size());
    trainer.step(batch, new Step(number, StepShape.LEARNING_RATE, 0, KEY.with(number), false));
  }
}
