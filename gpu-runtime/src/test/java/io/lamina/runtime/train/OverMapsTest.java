package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.OverMaps;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Weights;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions that learn from whole maps, beside layers that read everything. */
class OverMapsTest {
  private static final int BATCH = 7;
  private static final int CHANNELS = 6;
  private static final int FILTERS = 3;

  /** A picture of one place, of several channels: the layer is the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: autoencoder, corruption: {kind: masking, amount: 0.3}}",
        "{kind: autoencoder, weights: untied, loss: squared-error, contraction: 0.1}",
        "{kind: autoencoder, activation: rectifier, winners: 0.4, weightDecay: 0.01}",
        "{kind: rbm, visibleStates: means, sparsity: {target: 0.1, weight: 2}}",
        "{kind: rbm, gibbsSteps: 3, chain: persistent, weightDecay: 0.01}"
      })
  void overOnePlaceALayerHasTheBitsOfADenseOne(String learns) {
    LayerPlan plan = TestPlans.dense(learns, BATCH);
    Shape input = Shape.plain(CHANNELS);
    Window window = Window.square(input, 1, 1, Border.VALID);
    TwoWay learnt =
        TwoWay.of(
            new Convolution(window, FILTERS, plan.activation()),
            plan.reconstruction(Activation.SIGMOID),
            plan.weights() == Weights.TIED);

    Operations operations = TestedDevice.open();
    LayerInput whole = new LayerInput.Whole(Activation.SIGMOID, operations);
    Trainer maps =
        LayerKind.of(plan)
            .trainer(
                plan, new OverMaps(learnt, Optional.empty(), Optional.empty()), whole, operations);
    Trainer dense = Trainers.layer(plan, input, Activation.SIGMOID, TestedDevice.open());

    assertThat(trained(maps, input, 5)).isEqualTo(trained(dense, input, 5));
  }

  /** Filters as large as the picture: what differs is that a channel has one visible bias. */
  @Test
  void filtersOfTheWholePictureTakeTheStepOfDenseUnits() {
    String learns = "{kind: rbm, sparsity: {target: 0.1, weight: 2}}";
    LayerPlan plan = TestPlans.convolution("size: 3, over: maps", learns, BATCH);
    float[] maps = oneStep(plan, new Shape(2, 3, 3));
    float[] dense = oneStep(TestPlans.dense(learns, BATCH), Shape.plain(18));

    int own = 18 * FILTERS + FILTERS;
    assertThat(Arrays.copyOf(maps, own)).isEqualTo(Arrays.copyOf(dense, own));
    for (int channel = 0; channel < 2; channel++) {
      double sum = 0;
      for (int place = 0; place < 9; place++) {
        sum += dense[own + 2 * place + channel];
      }
      assertThat((double) maps[own + channel]).isCloseTo(sum, Offset.offset(1e-6));
    }
  }

  private static float[] oneStep(LayerPlan plan, Shape input) {
    Trainer trainer = Trainers.layer(plan, input, Activation.SIGMOID, TestedDevice.open());
    return trained(trainer, input, 1);
  }

  private static float[] trained(Trainer trainer, Shape input, int steps) {
    try (trainer) {
      float[] vector = new float[trainer.vector().length()];
      Random random = new Random(2);
      int weights = input.size() * FILTERS;
      for (int i = 0; i < weights; i++) {
        vector[i] = (float) random.nextGaussian() / 2;
      }
      trainer.vector().load(vector);
      for (int step = 0; step < steps; step++) {
        MiniBatch batch = batch(input, BATCH - step % 3, step);
        trainer.step(batch, new Step(step, 0.1, 0, RandomKey.of(4).with(step), true));
      }
      trainer.vector().store(vector);
      return vector;
    }
  }

  /** Piece by piece, where the work space holds the patches of no more than one example. */
  @ParameterizedTest
  @ValueSource(strings = {"{kind: autoencoder, weights: untied}", "{kind: rbm, chain: persistent}"})
  void theWorkSpaceMayHoldFewerPatchesThanThereAre(String learns) {
    LayerPlan plan = TestPlans.convolution("size: 3, over: maps", learns, BATCH);
    Shape input = new Shape(2, 5, 4);

    float[] whole = trained(plan, input, new ReferenceOperations());
    float[] pieces = trained(plan, input, ReferenceOperations.inPieces(1));

    for (int i = 0; i < whole.length; i++) {
      assertThat(pieces[i]).isCloseTo(whole[i], Offset.offset(1e-6f));
    }
  }

  private static float[] trained(LayerPlan plan, Shape input, Operations operations) {
    try (Trainer trainer = Trainers.layer(plan, input, Activation.SIGMOID, operations)) {
      float[] vector = TrainerGradientTest.parameters(trainer.vector().length());
      trainer.vector().load(vector);
      trainer.step(batch(input, BATCH, 1), new Step(0, 0.1, 0, RandomKey.of(4), true));
      trainer.vector().store(vector);
      return vector;
    }
  }

  private static MiniBatch batch(Shape input, int size, int seed) {
    Random random = new Random(seed);
    MiniBatch batch = new MiniBatch(input.size(), BATCH);
    for (int i = 0; i < size * input.size(); i++) {
      batch.values()[i] = random.nextFloat();
    }
    batch.size(size);
    return batch;
  }
}
