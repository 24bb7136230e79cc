package io.lamina.zoo.plan.data.images;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.YamlLines;

/**
 * Handwriting-like digits, drawn by a generator; ten classes, 28 × 28 pixels.
 *
 * @param count how many
 * @param seed different seeds draw different digits
 */
public record GeneratedDigits(int count, long seed) implements GeneratedPictures {
  public static final int CLASSES = 10;
  public static final ImageShape SHAPE = new ImageShape(28, 28);

  public static final Kind<SourceKeys, DataSource> FORMAT =
      new Kind<>("generated-digits", keys -> GeneratedPictures.read(keys, GeneratedDigits::new));

  public GeneratedDigits {
    EXAMPLES.require("examples", count);
  }

  @Override
  public String words() {
    return "generated digits";
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public ImageShape shape() {
    return SHAPE;
  }

  @Override
  public boolean canVary() {
    return true;
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    yaml.put("examples", count);
    yaml.put("seed", seed);
  }
}
