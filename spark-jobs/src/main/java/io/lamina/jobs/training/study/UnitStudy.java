package io.lamina.jobs.training.study;

import io.lamina.jobs.report.pictures.Excitation;
import io.lamina.jobs.report.pictures.LayerPictures;
import io.lamina.jobs.report.pictures.UnitCounts;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.units.UnitImages;
import io.lamina.runtime.units.UnitResponses;
import io.lamina.runtime.units.UnitSimilarity;
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
  private static final int EXCITED = 10;
  private static final int MOST_EXCITING = 9;
  private static final int STEPS = 100;
  private static final double DUPLICATE_COSINE = 0.95;

  /** A comparison of each with each: more would take minutes. */
  private static final int COMPARED = 4096;

  private final Stack stack;
  private final float[] parameters;
  private final TestExamples examples;
  private final Device device;
  private final InputContrast contrast;

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
    this.contrast = new InputContrast(examples);
  }

  /** Of each layer, the lowest first. */
  List<LayerPictures> layers() {
    List<UnitResponses> responses =
        new StackResponses(stack, parameters, examples, HIGHER_SHOWN, device).layers();
    double norm = examples.meanNorm();
    List<LayerPictures> layers = new ArrayList<>();
    for (int k = 0; k < stack.layers().size(); k++) {
      layers.add(layer(k, responses.get(k), norm));
    }
    return layers;
  }

  private LayerPictures layer(int k, UnitResponses responses, double norm) {
    int units = stack.layers().get(k).output().size();
    Stack upToLayer = stack.lowest(k + 1);
    int shown = Math.min(units, k == 0 ? LOWEST_SHOWN : HIGHER_SHOWN);
    try (UnitImages images = new UnitImages(upToLayer, parameters, shown, device.open())) {
      return new LayerPictures(
          units,
          images.linearCombinations(),
          k == 0 ? List.of() : images.maximisers(norm, STEPS),
          norm,
          excitations(responses, Math.min(shown, HIGHER_SHOWN)),
          counts(k, responses));
    }
  }

  private List<Excitation> excitations(UnitResponses responses, int traced) {
    return IntStream.range(0, traced)
        .filter(unit -> !responses.isDead(unit, StackResponses.DEAD_RANGE))
        .limit(EXCITED)
        .mapToObj(unit -> excitation(unit, responses))
        .toList();
  }

  private Excitation excitation(int unit, UnitResponses responses) {
    List<Integer> numbers = responses.mostExciting(unit, MOST_EXCITING);
    List<float[]> exciting = numbers.stream().map(examples::get).toList();
    List<Float> codes = numbers.stream().map(i -> responses.response(unit, i)).toList();
    return new Excitation(unit, exciting, codes, contrast.of(exciting));
  }

  private UnitCounts counts(int layer, UnitResponses responses) {
    int compared = Math.min(COMPARED, stack.layers().get(layer).output().size());
    try (UnitSimilarity similarity =
        new UnitSimilarity(stack, layer, parameters, compared, device.open())) {
      return new UnitCounts(
          responses.mean(),
          responses.examples(),
          new UnitCounts.Dead(responses.dead(StackResponses.DEAD_RANGE), StackResponses.DEAD_RANGE),
          new UnitCounts.Duplicate(
              similarity.duplicates(DUPLICATE_COSINE), DUPLICATE_COSINE, compared));
    }
  }
}
