package io.lamina.zoo.network;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network in DL4J's file format, a zip of its configuration and its parameters. DL4J's own writer
 * stamps the hour and compresses as the machine's zlib does; here the bytes follow from the network
 * alone: one fixed time, and entries that are stored as they are (weights hardly compress).
 *
 * @param configuration DL4J layers only
 * @param parameters in DL4J's order
 */
record Dl4jFile(MultiLayerConfiguration configuration, Parameters parameters) {
  /** The first month that zip files hold without a remark on the time zone. */
  static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  void writeTo(OutputStream out) throws IOException {
    byte[] json = configuration.toJson().getBytes(StandardCharsets.UTF_8);
    ZipOutputStream zip = new ZipOutputStream(out);
    store(zip, ModelSerializer.CONFIGURATION_JSON, entry -> entry.write(json));
    int[] row = {1, parameters.values().length};
    try (INDArray array = Nd4j.create(parameters.values(), row, 'c')) {
      store(zip, ModelSerializer.COEFFICIENTS_BIN, entry -> write(array, entry));
    }
    zip.finish();
    zip.flush();
  }

  /**
   * Reads a file of this format.
   *
   * @throws IOException if it is none, or if its layers are not those of a {@link Dl4jLayers}
   */
  static Dl4jFile readFrom(InputStream in) throws IOException {
    Map<String, byte[]> entries = entries(in);
    MultiLayerConfiguration configuration = configuration(entries);
    byte[] coefficients = entry(entries, ModelSerializer.COEFFICIENTS_BIN);
    try (INDArray array = Nd4j.read(new ByteArrayInputStream(coefficients))) {
      float[] values = array.ravel().toFloatVector();
      return new Dl4jFile(configuration, new Parameters(values, values.length));
    } catch (RuntimeException e) { // ND4J declares none
      throw new IOException("its coefficients cannot be read: " + e.getMessage(), e);
    }
  }

  private static MultiLayerConfiguration configuration(Map<String, byte[]> entries)
      throws IOException {
    byte[] json = entry(entries, ModelSerializer.CONFIGURATION_JSON);
    try {
      return MultiLayerConfiguration.fromJson(new String(json, StandardCharsets.UTF_8));
    } catch (RuntimeException e) { // DL4J declares none
      throw new IOException("its configuration cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws IOException {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new IOException("not a network of DL4J's: it is no zip with " + name);
    }
    return content;
  }

  private static Map<String, byte[]> entries(InputStream in) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      entries.put(entry.getName(), zip.readAllBytes());
    }
    return entries;
  }

  private static void write(INDArray array, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    Nd4j.write(array, data);
    data.flush();
  }

  /** Writes the content twice: a stored entry is preceded by its size and its checksum. */
  private static void store(ZipOutputStream zip, String name, Content content) throws IOException {
    Tally tally = new Tally();
    content.writeTo(tally);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(TIME);
    entry.setSize(tally.size);
    entry.setCrc(tally.checksum.getValue());
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Keeps the size and the checksum of what is written, and nothing else. */
  private static final class Tally extends OutputStream {
    private final CRC32 checksum = new CRC32();
    private long size;

    @Override
    public void write(int b) {
      checksum.update(b);
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      checksum.update(bytes, offset, length);
      size += length;
    }
  }
}
