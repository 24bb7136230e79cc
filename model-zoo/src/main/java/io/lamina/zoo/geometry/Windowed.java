package io.lamina.zoo.geometry;

/** A layer each of whose units sees a window of the layer's input. */
public interface Windowed extends Layer {
  Window window();

  /** The same layer with another window, of equally many channels and places. */
  Windowed over(Window other);
}
