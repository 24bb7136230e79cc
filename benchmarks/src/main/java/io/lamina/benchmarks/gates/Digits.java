package io.lamina.benchmarks.gates;

import io.lamina.zoo.digits.DigitGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures of digits, with their labels.
 *
 * @param pictures of {@link #PIXELS} bytes each; not to be written to
 * @param labels as many, 0 to 9
 */
record Digits(List<byte[]> pictures, List<Integer> labels) {
  static final int PIXELS = DigitGenerator.SIDE * DigitGenerator.SIDE;

  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;

  Digits {
    pictures = List.copyOf(pictures);
    labels = List.copyOf(labels);
    if (pictures.size() != labels.size()) {
      throw new IllegalArgumentException(
          pictures.size() + " pictures have " + labels.size() + " labels, must be as many");
    }
  }

  /** Other seeds draw other digits. */
  static Digits drawn(long seed, int rows) {
    DigitGenerator digits = new DigitGenerator(seed);
    return new Digits(
        IntStream.range(0, rows).mapToObj(digits::pixels).toList(),
        IntStream.range(0, rows).mapToObj(digits::label).toList());
  }

  int rows() {
    return labels.size();
  }

  Digits then(Digits others) {
    return new Digits(
        Stream.concat(pictures.stream(), others.pictures.stream()).toList(),
        Stream.concat(labels.stream(), others.labels.stream()).toList());
  }

  Digits first(int rows) {
    return new Digits(pictures.subList(0, rows), labels.subList(0, rows));
  }

  /** With every picture changed; the change gets a copy. */
  Digits changed(UnaryOperator<byte[]> change) {
    return new Digits(
        pictures.stream().map(picture -> change.apply(picture.clone())).toList(), labels);
  }

  /** With the labels of other rows. */
  Digits labelsShuffled(Random random) {
    List<Integer> shuffled = new ArrayList<>(labels);
    Collections.shuffle(shuffled, random);
    return new Digits(pictures, shuffled);
  }

  /** In how many rows there is ink at a pixel. */
  long inked(int pixel) {
    return pictures.stream().filter(picture -> picture[pixel] != 0).count();
  }

  /** Writes {@code NAME-images} and {@code NAME-labels}, in the format idx. */
  void write(Path directory, String name) throws IOException {
    try (OutputStream out = out(directory.resolve(name + "-images"))) {
      int side = DigitGenerator.SIDE;
      out.write(ints(IMAGES, rows(), side, side));
      for (byte[] picture : pictures) {
        out.write(picture);
      }
    }
    try (OutputStream out = out(directory.resolve(name + "-labels"))) {
      out.write(ints(LABELS, rows()));
      for (int label : labels) {
        out.write(label);
      }
    }
  }

  private static OutputStream out(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
    IntStream.of(values).forEach(bytes::putInt);
    return bytes.array();
  }
}
