package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a report shows of the examples and the layers, all of it as the network reads it. Without an
 * image shape it shows tables instead of pictures. Arrays are shared, not copied.
 *
 * @param inputs what the values of an example are
 * @param layers what the units of each look for, the lowest layer first
 * @param reconstructed a few examples beside what became of them
 * @param classified how a few examples were classified
 * @param samples examples that the pretrained layers generated; none where they cannot
 * @param missing why there are no pictures, where they could not be made
 */
public record ReportPictures(
    Inputs inputs,
    List<LayerPictures> layers,
    Reconstructed reconstructed,
    Classified classified,
    SampledExamples samples,
    Optional<String> missing) {
  public ReportPictures {
    requireNonNull(inputs, "inputs is null");
    requireNonNull(reconstructed, "reconstructed is null");
    requireNonNull(classified, "classified is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(missing, "missing is null");
    layers = List.copyOf(layers);
    List<Integer> lengths =
        Stream.of(
                layers.stream()
                    .filter(layer -> layer.image().isEmpty())
                    .flatMap(LayerPictures::all),
                reconstructed.examples().stream().map(Reconstruction::original),
                classified.mistakes().stream().map(Mistake::image),
                classified.occlusions().maps().stream().map(Occlusion::image),
                samples.examples().stream())
            .flatMap(arrays -> arrays)
            .map(array -> array.length)
            .distinct()
            .toList();
    requireOneLength(inputs.image(), lengths);
    layers.stream()
        .filter(layer -> layer.image().isPresent())
        .forEach(ReportPictures::requireField);
    requireNames(inputs.names(), lengths);
  }

  /** All of them. */
  public ReportPictures(
      Inputs inputs,
      List<LayerPictures> layers,
      Reconstructed reconstructed,
      Classified classified,
      SampledExamples samples) {
    this(inputs, layers, reconstructed, classified, samples, Optional.empty());
  }

  /** The shape of an example, if it is a picture that can be seen. */
  public Optional<ImageShape> image() {
    return inputs.image().filter(ImageShape::isVisible);
  }

  private static void requireOneLength(Optional<ImageShape> image, List<Integer> lengths) {
    int expected = image.map(ImageShape::values).or(() -> lengths.stream().findFirst()).orElse(1);
    for (int length : lengths) {
      if (length != expected || length == 0) {
        throw new IllegalArgumentException(
            "a picture has "
                + length
                + " values, must have "
                + expected
                + image.map(shape -> " (" + shape + ")").orElse(" like the others"));
      }
    }
  }

  private static void requireField(LayerPictures layer) {
    requireOneLength(layer.image(), layer.all().map(array -> array.length).distinct().toList());
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
        Inputs.plain(),
        List.of(),
        Reconstructed.none(),
        Classified.none(),
        SampledExamples.none(),
        missing);
  }
}
