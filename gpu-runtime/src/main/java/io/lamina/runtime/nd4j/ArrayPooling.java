package io.lamina.runtime.nd4j;

import io.lamina.zoo.geometry.Pooling;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Pooling on arrays, a place of the windows at a time. */
final class ArrayPooling {
  private final Pooling pooling;
  private final ArrayWindow window;
  private final int places;

  ArrayPooling(Pooling pooling) {
    this.pooling = pooling;
    this.window = new ArrayWindow(pooling.window());
    this.places = pooling.window().height() * pooling.window().width();
  }

  void pool(INDArray maps, INDArray pooled) {
    INDArray from = window.dimensions(maps);
    INDArray to = window.positions(pooled);
    switch (pooling.kind()) {
      case MAX -> {
        to.assign(window.at(from, 0, 0));
        window.each((x, y) -> to.assign(Transforms.max(to, window.at(from, x, y), true)));
      }
      case AVERAGE -> {
        to.assign(0);
        window.each((x, y) -> to.addi(window.at(from, x, y)));
        to.divi(places);
      }
    }
  }

  /** Each place of a window has its part of the gradient. */
  void spread(INDArray delta, INDArray deltaMaps) {
    INDArray from = window.positions(delta).divi(places);
    INDArray to = window.dimensions(deltaMaps);
    to.assign(0);
    window.each((x, y) -> window.at(to, x, y).addi(from));
  }

  /** The first place of a window that has its largest value has the gradient. */
  void give(INDArray maps, INDArray pooled, INDArray delta, INDArray deltaMaps) {
    INDArray values = window.dimensions(maps);
    INDArray largest = window.positions(pooled);
    INDArray left = window.positions(delta);
    INDArray to = window.dimensions(deltaMaps);
    to.assign(0);
    window.each(
        (x, y) -> {
          INDArray has = window.at(values, x, y).eq(largest).castTo(DataType.FLOAT);
          INDArray given = has.mul(left);
          window.at(to, x, y).addi(given);
          left.subi(given);
        });
  }
}
