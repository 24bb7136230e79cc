package io.lamina.it;

import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.shapes.ShapeGenerator;
import io.lamina.zoo.tables.TableGenerator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small data under the names and in the formats of those the recipes are for. */
record StandInData(Path directory) {
  /** The seed of the table. */
  static final long TABLE = 6;

  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  /** Generated digits as MNIST has its own. */
  void mnist() throws IOException {
    digits("train", 3000, 1);
    digits("t10k", 500, 2);
  }

  private void digits(String part, int examples, long seed) throws IOException {
    DigitGenerator digits = new DigitGenerator(seed);
    try (DataOutputStream images = gzip(part + "-images-idx3-ubyte.gz");
        DataOutputStream labels = gzip(part + "-labels-idx1-ubyte.gz")) {
      for (int header : new int[] {IMAGES, examples, 28, 28}) {
        images.writeInt(header);
      }
      labels.writeInt(LABELS);
      labels.writeInt(examples);
      for (int index = 0; index < examples; index++) {
        images.write(digits.pixels(index));
        labels.writeByte(digits.label(index));
      }
    }
  }

  /** Two pictures of waves of all directions, as Olshausen's are stored. */
  void naturalImages() throws IOException {
    Random random = new Random(3);
    for (int image = 0; image < 2; image++) {
      try (DataOutputStream file =
          new DataOutputStream(
              Files.newOutputStream(directory.resolve("image" + image + ".f32be")))) {
        float[] pixels = new float[512 * 512];
        for (int wave = 0; wave < 12; wave++) {
          addWave(pixels, random);
        }
        for (float pixel : pixels) {
          file.writeFloat(pixel);
        }
      }
    }
  }

  private static void addWave(float[] pixels, Random random) {
    double direction = Math.PI * random.nextDouble();
    double frequency = 0.3 + random.nextDouble();
    for (int row = 0; row < 512; row++) {
      for (int column = 0; column < 512; column++) {
        double along = row * Math.cos(direction) + column * Math.sin(direction);
        pixels[512 * row + column] += (float) (0.3 * Math.sin(frequency * along));
      }
    }
  }

  /** Shapes in colour as photographs in an archive, with their classes in a table. */
  void galaxies() throws IOException {
    ShapeGenerator shapes = new ShapeGenerator(5);
    StringBuilder classes = new StringBuilder("object_id,class\n");
    try (ZipOutputStream archive =
        new ZipOutputStream(Files.newOutputStream(directory.resolve("galaxies-69x69.zip")))) {
      for (int index = 0; index < 300; index++) {
        archive.putNextEntry(new ZipEntry(index + ".jpg"));
        archive.write(photograph(shapes.pixels(index)));
        classes.append(index).append(',').append(shapes.label(index) % 6).append('\n');
      }
    }
    Files.writeString(directory.resolve("classes.csv"), classes);
  }

  /** Each pixel of a shape as four, on a black ground. */
  private static byte[] photograph(byte[] shape) throws IOException {
    BufferedImage image = new BufferedImage(69, 69, BufferedImage.TYPE_INT_RGB);
    int side = ShapeGenerator.SIDE;
    for (int row = 0; row < 2 * side; row++) {
      for (int column = 0; column < 2 * side; column++) {
        int at = 3 * (row / 2 * side + column / 2);
        int red = shape[at] & 0xFF;
        int green = shape[at + 1] & 0xFF;
        int blue = shape[at + 2] & 0xFF;
        image.setRGB(column + 2, row + 2, red << 16 | green << 8 | blue);
      }
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", encoded);
    return encoded.toByteArray();
  }

  /** Connections in the columns of KDD Cup 99: in an attack other numbers are high. */
  void connections() throws IOException {
    Random random = new Random(4);
    try (DataOutputStream file = gzip("kddcup.data_10_percent.gz")) {
      for (int row = 0; row < 4000; row++) {
        file.write(connection(random, row % 4 == 0).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String connection(Random random, boolean attack) {
    StringBuilder row = new StringBuilder();
    for (int column = 0; column < 41; column++) {
      switch (column) {
        case 1 -> row.append(random.nextInt(4) == 0 ? "udp" : "tcp");
        case 2 -> row.append(attack && random.nextBoolean() ? "private" : "http");
        case 3 -> row.append(attack && random.nextBoolean() ? "S0" : "SF");
        default -> {
          boolean high = attack == (column % 3 == 0);
          row.append((high ? 60 : 0) + random.nextInt(40));
        }
      }
      row.append(',');
    }
    return row + (attack ? "neptune.\n" : "normal.\n");
  }

  /** A generated table as three files. */
  void table() throws IOException {
    TableGenerator table = new TableGenerator(TABLE);
    rows(table, 0, 1000, "unlabeled.csv");
    rows(table, 1000, 300, "labeled.csv");
    rows(table, 1300, 500, "test.csv");
  }

  private void rows(TableGenerator table, long first, int count, String name) throws IOException {
    List<String> lines = new ArrayList<>(List.of(table.header()));
    LongStream.range(first, first + count).mapToObj(table::row).forEach(lines::add);
    Files.write(directory.resolve(name), lines);
  }

  private DataOutputStream gzip(String name) throws IOException {
    return new DataOutputStream(
        new java.io.BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))));
  }
}
