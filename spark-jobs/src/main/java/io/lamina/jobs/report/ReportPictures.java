package io.lamina.jobs.report;

import io.lamina.zoo.plan.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a report shows of the examples and the first layer. Without an image shape it shows tables
 * instead of pictures.
 *
 * @param image the shape of an example, if it is a picture
 * @param filters the weights of each first-layer unit, one for each feature of an example
 * @param reconstructions of a few examples
 * @param mistakes a few of the wrongly classified examples
 */
public record ReportPictures(
    Optional<ImageShape> image,
    List<float[]> filters,
    List<Reconstruction> reconstructions,
    List<Mistake> mistakes) {
  public ReportPictures {
    filters = List.copyOf(filters);
    reconstructions = List.copyOf(reconstructions);
    mistakes = List.copyOf(mistakes);
    requireOneLength(image, lengths(filters, reconstructions, mistakes).distinct().toList());
  }

  private static Stream<Integer> lengths(
      List<float[]> filters, List<Reconstruction> reconstructions, List<Mistake> mistakes) {
    return Stream.of(
            filters.stream().map(weights -> weights.length),
            reconstructions.stream().map(each -> each.original().length),
            mistakes.stream().map(each -> each.image().length))
        .flatMap(each -> each);
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

  /** Nothing to show, as of a run that failed early. */
  public static ReportPictures none() {
    return new ReportPictures(Optional.empty(), List.of(), List.of(), List.of());
  }
}
