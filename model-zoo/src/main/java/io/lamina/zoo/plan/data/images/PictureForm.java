package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * What becomes of an encoded picture, PNG or JPEG, when it is decoded: first it is cut, then it
 * gets another size.
 *
 * @param colours what a pixel is
 * @param crop what is cut out of its middle; if empty, all of it is taken
 * @param resize the height and width that it gets; if empty, it keeps its own
 */
public record PictureForm(Colours colours, Optional<Crop> crop, Optional<ImageShape> resize) {
  /** The key of a table's column of pictures. */
  public static final String GROUP = "images";

  public PictureForm {
    requireNonNull(colours, "colours is null");
    requireNonNull(crop, "crop is null");
    requireNonNull(resize, "resize is null");
  }

  /** What a pixel is. */
  public enum Colours {
    /** One value, however the picture is stored. */
    GREY(1),
    /** Red, green and blue; of a grey picture all three are the same. */
    RGB(ImageShape.RGB);

    private final int channels;

    Colours(int channels) {
      this.channels = channels;
    }

    /** Values of a pixel. */
    public int channels() {
      return channels;
    }
  }

  /** The keys {@code colours}, {@code crop} and {@code resize}. */
  public static Optional<PictureForm> read(Section keys) {
    Optional<Colours> colours = keys.required("colours", Form.word(Colours.class));
    Optional<Crop> crop = keys.optional("crop", Crop.form());
    Optional<ImageShape> resize = keys.optional("resize", ImageShape.sizes());
    return colours.map(known -> new PictureForm(known, crop, resize));
  }

  /**
   * The group of keys {@value #GROUP} of a table with a column of pictures, which all get one size.
   */
  public static Optional<PictureForm> ofColumn(Section source) {
    return source.group(GROUP, PictureForm::sized);
  }

  private static Optional<PictureForm> sized(Section keys) {
    Optional<PictureForm> form = read(keys);
    if (form.isPresent() && form.get().shape().isEmpty()) {
      keys.report(
          "resize", "is missing", "say the size that all pictures get, such as resize: 32x32");
    }
    return keys.build(form::orElseThrow);
  }

  /** Writes the group of keys. */
  public void writeOfColumn(YamlLines yaml) {
    yaml.group(GROUP, () -> write(yaml));
  }

  /** The shape of all examples, where the keys say it. */
  public Optional<ImageShape> shape() {
    return resize.or(() -> crop.flatMap(Crop::size)).map(sizes -> sizes.of(colours.channels()));
  }

  /** Writes the keys. */
  public void write(YamlLines yaml) {
    yaml.put("colours", colours);
    crop.ifPresent(cut -> yaml.put("crop", cut));
    resize.ifPresent(sizes -> yaml.put("resize", sizes));
  }
}
