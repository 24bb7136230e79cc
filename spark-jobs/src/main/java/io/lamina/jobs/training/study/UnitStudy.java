package io.lamina.jobs.training.study;

import io.lamina.jobs.report.pictures.Excitation;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.report.pictures.Projections;
import io.lamina.jobs.report.pictures.UnitCounts;
import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.units.UnitImages;
import io.lamina.runtime.units.UnitProjections;
import io.lamina.runtime.units.UnitResponses;
import io.lamina.runtime.units.UnitSight;
import io.lamina.zoo.geometry.ReceptiveField;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks at the units of each layer of a stack: at what they look for, what excites them, and which
 * of them are of no use. On some examples; some seconds for layers of a thousand.
 */
final class UnitStudy {
  private static final int LOWEST_SHOWN = 1000;
  private static final int HIGHER_SHOWN = 64;

  /** Of a layer whose units see all of an example; of filters as many as are shown. */
  private static final int EXCITED = 10;

  private static final int MOST_EXCITING = 9;
  private static final int STEPS = 100;

  private final Stack stack;
  private final float[] parameters;
  private final TestExamples examples;
  private final Device device;

  /**
   * @param stack the layers
   * @param parameters as {@link Stack} orders them
   * @param examples at least one
   * @param device computes
   */
  UnitStudy(Stack stack, float[] parameters, TestExamples examples, Device device) {
    this.stack = stack;
    this.parameters = parameters;
    this.examples = examples;
    this.device = device;
  }

  /** Of each layer that learns, the lowest first. */
  List<LayerPictures> layers() {
    List<LayerPictures> layers = new ArrayList<>();
    new StackResponses(stack, parameters, examples, HIGHER_SHOWN, device)
        .byLayer()
        .forEach((k, own) -> layers.add(layer(k, own)));
    return layers;
  }

  private LayerPictures layer(int k, UnitResponses responses) {
    int units = stack.layers().get(k).units();
    ReceptiveField field = new ReceptiveField(stack, k);
    int shown = Math.min(units, k == 0 ? LOWEST_SHOWN : HIGHER_SHOWN);
    double norm =
        examples.meanNorm() * Math.sqrt((double) field.shape().size() / stack.input().size());
    try (UnitImages images = new UnitImages(field.alone(), parameters, shown, device.open())) {
      return new LayerPictures(
          units,
          images.linearCombinations(),
          k == 0 ? List.of() : images.maximisers(norm, STEPS),
          norm,
          new Excitations(field, responses).of(Math.min(shown, HIGHER_SHOWN)),
          counts(k, responses),
          field.shape());
    }
  }

  /** What excites the units of a layer. */
  private final class Excitations {
    private final ReceptiveField field;
    private final UnitResponses responses;
    private final InputContrast contrast;

    Excitations(ReceptiveField field, UnitResponses responses) {
      this.field = field;
      this.responses = responses;
      this.contrast = new InputContrast(everywhere());
    }

    /** What the units see of each example, in the middle of it. */
    private List<float[]> everywhere() {
      Shape places = stack.layers().get(field.layer()).output();
      int middle = places.height() / 2 * places.width() + places.width() / 2;
      return IntStream.range(0, examples.count())
          .mapToObj(i -> field.of(examples.get(i), middle))
          .toList();
    }

    List<Excitation> of(int traced) {
      List<Integer> living =
          IntStream.range(0, traced)
              .filter(unit -> !responses.isDead(unit, StackResponses.DEAD_RANGE))
              .limit(field.isPart() ? traced : EXCITED)
              .boxed()
              .toList();
      int most = Math.min(MOST_EXCITING, examples.count());
      try (UnitProjections projections =
          new UnitProjections(field, parameters, most, device.open())) {
        return living.stream().map(unit -> excitation(unit, most, projections)).toList();
      }
    }

    private Excitation excitation(int unit, int most, UnitProjections projections) {
      List<Integer> numbers = responses.mostExciting(unit, most);
      List<Float> codes = numbers.stream().map(i -> responses.response(unit, i)).toList();
      UnitSight sight = projections.look(unit, numbers.stream().map(examples::get).toList());
      return new Excitation(
          unit,
          sight.patches(),
          codes,
          contrast.of(sight.patches()),
          new Projections(sight.deconvolved(), sight.guided()));
    }
  }

  private UnitCounts counts(int layer, UnitResponses responses) {
    AlikeUnits alike = AlikeUnits.of(stack, layer, parameters, device);
    return new UnitCounts(
        responses.mean(),
        responses.examples(),
        new UnitCounts.Dead(responses.dead(StackResponses.DEAD_RANGE), StackResponses.DEAD_RANGE),
        new UnitCounts.Duplicate(alike.found(), AlikeUnits.COSINE, alike.compared()));
  }
}
