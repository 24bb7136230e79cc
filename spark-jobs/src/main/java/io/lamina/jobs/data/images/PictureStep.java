package io.lamina.jobs.data.images;

import io.lamina.zoo.plan.data.images.Crop;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What happens to a decoded picture. */
sealed interface PictureStep extends Serializable {
  /** The picture after it. */
  Pixels of(Pixels picture) throws BrokenImageException;

  /** What a plan asks for, in its order. */
  static List<PictureStep> of(PictureForm form) {
    Stream<PictureStep> cut = form.crop().stream().map(PictureStep::of);
    Stream<PictureStep> resized =
        form.resize().stream().map(size -> new Resize(size.height(), size.width()));
    return Stream.concat(cut, resized).toList();
  }

  private static PictureStep of(Crop crop) {
    return crop.size().<PictureStep>map(PictureStep::cut).orElseGet(Square::new);
  }

  private static PictureStep cut(ImageShape size) {
    return new Cut(size.height(), size.width());
  }

  /** A rectangle is cut out of its middle. */
  record Cut(int height, int width) implements PictureStep {
    private static final long serialVersionUID = 1;

    @Override
    public Pixels of(Pixels picture) throws BrokenImageException {
      if (picture.height() < height || picture.width() < width) {
        throw new BrokenImageException(
            String.format(
                Locale.ROOT,
                "it has %s pixels, too few to cut %dx%d out of it",
                picture.sizes(),
                height,
                width),
            "lower crop");
      }
      return picture.middle(height, width);
    }
  }

  /** The largest square is cut out of its middle. */
  record Square() implements PictureStep {
    private static final long serialVersionUID = 1;

    @Override
    public Pixels of(Pixels picture) {
      int side = Math.min(picture.height(), picture.width());
      return picture.middle(side, side);
    }
  }

  /** It gets another size. */
  record Resize(int height, int width) implements PictureStep {
    private static final long serialVersionUID = 1;

    @Override
    public Pixels of(Pixels picture) {
      return picture.height() == height && picture.width() == width
          ? picture
          : new Resampling(picture, height, width).picture();
    }
  }
}
