package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a report shows of the examples and the layers, all of it as the network reads it. Without an
 * image shape it shows tables instead of pictures. Arrays are shared, not copied.
 *
 * @param image the shape of an example, if it is a picture
 * @param inputNames what people call the inputs; none where they have no names
 * @param layers what the units of each look for, the lowest layer first
 * @param reconstructions of a few examples
 * @param fineTuned whether these are by the fine-tuned network, rather than by the layers as
 *     pretraining left them
 * @param mistakes a few of the wrongly classified examples
 * @param samples examples that the pretrained layers generated; none where they cannot
 * @param missing why there are no pictures, where they could not be made
 */
public record ReportPictures(
    Optional<ImageShape> image,
    List<String> inputNames,
    List<LayerPictures> layers,
    List<Reconstruction> reconstructions,
    boolean fineTuned,
    List<Mistake> mistakes,
    SampledExamples samples,
    Optional<String> missing) {
  public ReportPictures {
    requireNonNull(missing, "missing is null");
    inputNames = List.copyOf(inputNames);
    layers = List.copyOf(layers);
    reconstructions = List.copyOf(reconstructions);
    mistakes = List.copyOf(mistakes);
    List<Integer> lengths =
        Stream.of(
                layers.stream().flatMap(LayerPictures::all),
                reconstructions.stream().map(Reconstruction::original),
                mistakes.stream().map(Mistake::image),
                samples.examples().stream())
            .flatMap(arrays -> arrays)
            .map(array -> array.length)
            .distinct()
            .toList();
    requireOneLength(image, lengths);
    requireNames(inputNames, lengths);
  }

  /** All of them. */
  public ReportPictures(
      Optional<ImageShape> image,
      List<String> inputNames,
      List<LayerPictures> layers,
      List<Reconstruction> reconstructions,
      boolean fineTuned,
      List<Mistake> mistakes,
      SampledExamples samples) {
    this(
        image, inputNames, layers, reconstructions, fineTuned, mistakes, samples, Optional.empty());
  }

  private static void requireOneLength(Optional<ImageShape> image, List<Integer> lengths) {
    int expected = image.map(ImageShape::pixels).or(() -> lengths.stream().findFirst()).orElse(1);
    for (int length : lengths) {
      if (length != expected || length == 0) {
        throw new IllegalArgumentException(
            "a picture has "
                + length
                + " values, must have "
                + expected
                + image
                    .map(shape -> " (" + shape.height() + " × " + shape.width() + " pixels)")
                    .orElse(" like the others"));
      }
    }
  }

  private static void requireNames(List<String> names, List<Integer> lengths) {
    if (!names.isEmpty() && !lengths.isEmpty() && names.size() != lengths.get(0)) {
      throw new IllegalArgumentException(names.size() + " names for " + lengths.get(0) + " inputs");
    }
  }

  /** Nothing to show, as of a run that failed early. */
  public static ReportPictures none() {
    return none(Optional.empty());
  }

  /** Nothing to show, for they could not be made. */
  public static ReportPictures missing(String reason) {
    return none(Optional.of(reason));
  }

  private static ReportPictures none(Optional<String> missing) {
    return new ReportPictures(
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of(),
        SampledExamples.none(),
        missing);
  }
}
