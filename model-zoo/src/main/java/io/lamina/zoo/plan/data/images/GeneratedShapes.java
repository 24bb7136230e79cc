package io.lamina.zoo.plan.data.images;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.YamlLines;

/**
 * Coloured shapes with textures, drawn by a generator; ten classes, 32 × 32 pixels in red, green
 * and blue.
 *
 * @param count how many
 * @param seed different seeds draw different shapes
 */
public record GeneratedShapes(int count, long seed) implements GeneratedPictures {
  public static final int CLASSES = 10;
  public static final ImageShape SHAPE = new ImageShape(32, 32, ImageShape.RGB);

  public static final Kind<SourceKeys, DataSource> FORMAT =
      new Kind<>("generated-shapes", keys -> GeneratedPictures.read(keys, GeneratedShapes::new));

  public GeneratedShapes {
    EXAMPLES.require("examples", count);
  }

  @Override
  public String words() {
    return "generated shapes";
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
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    yaml.put("examples", count);
    yaml.put("seed", seed);
  }
}
