package io.lamina.jobs.data.select;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.data.Varied;
import io.lamina.zoo.plan.data.Varied.Variation;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.variations.NoiseBackground;
import io.lamina.zoo.variations.Rotation;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import scala.Tuple2;

/** Pictures of a source, each changed by chance: by its index and a seed. */
public final class VariedSource implements ExampleSource {
  private final Varied varied;
  private final ExampleSource pictures;
  private final Optional<ImageShape> planned;

  /**
   * @param planned the shape of pictures of which the source does not say it
   */
  public VariedSource(Varied varied, ExampleSource pictures, Optional<ImageShape> planned) {
    this.varied = varied;
    this.pictures = pictures;
    this.planned = planned;
  }

  @Override
  public Examples read(boolean labeled) {
    Examples all = pictures.read(labeled).shaped(planned);
    ImageShape shape =
        all.layout()
            .image()
            .filter(image -> image.values() == all.layout().inputs())
            .orElseThrow(() -> shapeless(all));
    if (shape.channels() > 1) {
      throw new DataException(
          String.format(
              "cannot vary %s: its pictures are of %s, which are not grey (leave variation out)",
              all.name(), shape));
    }
    Change change = new Change(varied.kind(), shape.height(), shape.width(), varied.seed());
    return all.some(
        all.rows().mapToPair(row -> new Tuple2<>(row._1(), change.of(row._1(), row._2()))),
        all.count());
  }

  private static DataException shapeless(Examples examples) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "cannot vary %s: its examples of %d values have no shape as pictures (set data.image, "
                + "or leave variation out)",
            examples.name(),
            examples.layout().inputs()));
  }

  /** What happens to a picture, on an executor. */
  private record Change(Variation kind, int height, int width, long seed) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The row of an example after the change. */
    byte[] of(long index, byte[] row) {
      byte[] pixels = ExampleRow.values(row);
      RandomKey key = RandomKey.of(seed).with(index);
      byte[] changed =
          switch (kind) {
            case ROTATED -> new Rotation(height, width).of(pixels, angle(key));
            case RANDOM_BACKGROUND -> new NoiseBackground().of(pixels, noise(key, pixels.length));
          };
      return ExampleRow.ofBytes(ExampleRow.label(row), changed);
    }

    private static double angle(RandomKey key) {
      return 2 * Math.PI * key.uniform(0);
    }

    private static byte[] noise(RandomKey key, int count) {
      byte[] noise = new byte[count];
      for (int i = 0; i < count; i++) {
        noise[i] = (byte) (key.bits(i) >>> 24);
      }
      return noise;
    }
  }
}
