package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the units of a stack's layer see of an example at one position: a piece of it where all
 * layers up to this one are windows, else the whole.
 *
 * @param stack the layers
 * @param layer the one whose units see, counted from 0
 */
public record ReceptiveField(Stack stack, int layer) {
  public ReceptiveField {
    requireNonNull(stack, "stack is null");
    if (layer < 0 || layer >= stack.layers().size()) {
      throw new IllegalArgumentException(
          "layer " + layer + " of a stack of " + stack.layers().size());
    }
  }

  /** Whether it is a piece of an example. */
  public boolean isPart() {
    return seeing().stream().allMatch(each -> each instanceof Windowed);
  }

  private List<Layer> seeing() {
    return stack.layers().subList(0, layer + 1);
  }

  private List<Window> windowsFromTheTop() {
    List<Window> windows =
        new ArrayList<>(seeing().stream().map(each -> ((Windowed) each).window()).toList());
    Collections.reverse(windows);
    return windows;
  }

  /** Its shape. */
  public Shape shape() {
    if (!isPart()) {
      return stack.input();
    }
    int height = 1;
    int width = 1;
    for (Window window : windowsFromTheTop()) {
      height = (height - 1) * window.stride() + window.height();
      width = (width - 1) * window.stride() + window.width();
    }
    return new Shape(stack.input().channels(), height, width);
  }

  /**
   * The layers up to this one, over the field alone: its units have one position. Their parameters
   * are the beginning of the stack's.
   */
  public Stack alone() {
    if (!isPart()) {
      return stack.lowest(layer + 1);
    }
    Stack alone = new Stack(shape(), List.of());
    for (Layer each : seeing()) {
      Window own = ((Windowed) each).window();
      Window within =
          new Window(alone.output(), own.height(), own.width(), own.stride(), Border.VALID);
      alone = alone.with(((Windowed) each).over(within));
    }
    return alone;
  }

  /**
   * What the units see of an example; beyond its borders zeros.
   *
   * @param position of the layer's, row by row
   */
  public float[] of(float[] example, int position) {
    if (!isPart()) {
      return example.clone();
    }
    int columns = stack.layers().get(layer).output().width();
    int top = position / columns;
    int left = position % columns;
    for (Window window : windowsFromTheTop()) {
      top = window.top(top);
      left = window.left(left);
    }
    return cut(example, top, left);
  }

  private float[] cut(float[] example, int top, int left) {
    Shape input = stack.input();
    Shape field = shape();
    float[] cut = new float[field.size()];
    for (int i = 0; i < cut.length; i++) {
      int channel = i % field.channels();
      int x = left + i / field.channels() % field.width();
      int y = top + i / field.channels() / field.width();
      if (x >= 0 && x < input.width() && y >= 0 && y < input.height()) {
        cut[i] = example[(y * input.width() + x) * input.channels() + channel];
      }
    }
    return cut;
  }
}
