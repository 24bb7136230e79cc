package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.AugmentationPlan;
import io.lamina.zoo.plan.AugmentationPlan.Flip;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Shape SHAPE = new Shape(2, 3, 3);
  private static final RandomKey KEY = RandomKey.of(4);

  @Test
  void picturesAreMovedByWholePixelsAndGoOnAsAtTheirBorder() {
    Set<List<Float>> seen = seen(new AugmentationPlan(Flip.NONE, 1, 0, 1), 400);

    assertThat(seen)
        .hasSize(9)
        .contains(grey(1, 2, 3, 4, 5, 6, 7, 8, 9))
        .contains(grey(5, 6, 6, 8, 9, 9, 8, 9, 9))
        .contains(grey(1, 1, 2, 4, 4, 5, 7, 7, 8));
  }

  @Test
  void picturesAreTurnedOver() {
    List<Float> picture = grey(1, 2, 3, 4, 5, 6, 7, 8, 9);
    List<Float> mirrored = grey(3, 2, 1, 6, 5, 4, 9, 8, 7);
    List<Float> upsideDown = grey(7, 8, 9, 4, 5, 6, 1, 2, 3);
    List<Float> both = grey(9, 8, 7, 6, 5, 4, 3, 2, 1);

    assertThat(seen(new AugmentationPlan(Flip.HORIZONTAL, 0, 0, 1), 50))
        .containsExactlyInAnyOrder(picture, mirrored);
    assertThat(seen(new AugmentationPlan(Flip.VERTICAL, 0, 0, 1), 50))
        .containsExactlyInAnyOrder(picture, upsideDown);
    assertThat(seen(new AugmentationPlan(Flip.BOTH, 0, 0, 1), 50))
        .containsExactlyInAnyOrder(picture, mirrored, upsideDown, both);
  }

  /** A slope stays a slope with the same rise in the direction that it is turned to. */
  @Test
  void picturesAreTurnedAboutTheirMiddle() {
    Shape shape = new Shape(1, 21, 21);
    MiniBatch batch = new MiniBatch(shape.size(), 1);
    batch.size(1);
    for (int i = 0; i < shape.size(); i++) {
      batch.values()[i] = i % 21 - 10;
    }
    Augmentation augmentation =
        new Augmentation(new AugmentationPlan(Flip.NONE, 0, 30, 1), shape, 1);
    double most = 0;
    for (int i = 0; i < 200; i++) {
      float[] turned = augmentation.of(batch, KEY.with(i)).values();
      float middle = turned[10 * 21 + 10];
      float right = turned[10 * 21 + 11];
      float below = turned[11 * 21 + 10];
      assertThat(middle).isCloseTo(0f, within(1e-6f));
      assertThat(Math.hypot(right, below)).isCloseTo(1, within(1e-6));
      most = Math.max(most, Math.toDegrees(Math.atan2(Math.abs(below), right)));
    }
    assertThat(most).isBetween(29.0, 30.0);
  }

  /** What is kept is at least the share, lies within the picture, and fills the whole. */
  @Test
  void picturesAreCut() {
    Shape shape = new Shape(1, 1, 100);
    MiniBatch batch = new MiniBatch(shape.size(), 1);
    batch.size(1);
    for (int i = 0; i < shape.size(); i++) {
      batch.values()[i] = i;
    }
    Augmentation augmentation =
        new Augmentation(new AugmentationPlan(Flip.NONE, 0, 0, 0.5), shape, 1);
    double least = 100;
    double lowest = 100;
    double highest = 0;
    for (int i = 0; i < 500; i++) {
      float[] cut = augmentation.of(batch, KEY.with(i)).values();
      double kept = cut[60] - cut[40];
      least = Math.min(least, kept / 20);
      lowest = Math.min(lowest, cut[0]);
      highest = Math.max(highest, cut[99]);
      assertThat(kept / 20).isLessThanOrEqualTo(1.0001);
    }
    assertThat(least).isBetween(0.499, 0.52);
    assertThat(lowest).isBetween(0.0, 1.0);
    assertThat(highest).isBetween(98.0, 99.0);
  }

  @Test
  void labelsStayAndTheKeyDecides() {
    MiniBatch batch = batch(3);
    Arrays.setAll(batch.labels(), i -> 7 - i);
    AugmentationPlan plan = new AugmentationPlan(Flip.BOTH, 1, 180, 0.5);
    MiniBatch once = new Augmentation(plan, SHAPE, 3).of(batch, KEY);
    MiniBatch again = new Augmentation(plan, SHAPE, 3).of(batch, KEY);
    MiniBatch other = new Augmentation(plan, SHAPE, 3).of(batch, KEY.with(1));

    assertThat(once.size()).isEqualTo(3);
    assertThat(once.labels()).containsExactly(7, 6, 5);
    assertThat(again.values()).isEqualTo(once.values()).isNotEqualTo(other.values());
    assertThat(picture(once, 0)).isNotEqualTo(picture(once, 1));
    assertThat(picture(batch, 0)).isEqualTo(grey(1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  private static Set<List<Float>> seen(AugmentationPlan plan, int times) {
    Augmentation augmentation = new Augmentation(plan, SHAPE, 1);
    Set<List<Float>> seen = new HashSet<>();
    for (int i = 0; i < times; i++) {
      seen.add(picture(augmentation.of(batch(1), KEY.with(i)), 0));
    }
    return seen;
  }

  /** Examples of 1 to 9, with the tenfold beside them in the second channel. */
  private static MiniBatch batch(int size) {
    MiniBatch batch = new MiniBatch(SHAPE.size(), size);
    batch.size(size);
    for (int i = 0; i < size * 9; i++) {
      batch.values()[2 * i] = i % 9 + 1;
      batch.values()[2 * i + 1] = 10f * (i % 9 + 1);
    }
    return batch;
  }

  /** The first channel; the second must have the tenfold. */
  private static List<Float> picture(MiniBatch batch, int number) {
    Float[] values = new Float[9];
    for (int i = 0; i < 9; i++) {
      int at = number * SHAPE.size() + 2 * i;
      values[i] = batch.values()[at];
      assertThat(batch.values()[at + 1]).isCloseTo(10 * values[i], within(1e-4f));
    }
    return List.of(values);
  }

  private static List<Float> grey(float... values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return List.of(boxed);
  }
}
