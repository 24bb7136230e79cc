package io.lamina.runtime.cuda;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;

/** A window as kernels.cu has it: {@code struct Window}. */
record WindowNumbers(Window window) {
  /** Its numbers, in their order. */
  int[] all() {
    Shape maps = window.input();
    int channels = maps.channels();
    return new int[] {
      channels,
      maps.height(),
      window.height(),
      window.stride(),
      -window.top(0),
      window.rows(),
      maps.width() * channels,
      window.width() * channels,
      window.stride() * channels,
      -window.left(0) * channels,
      window.columns()
    };
  }
}
