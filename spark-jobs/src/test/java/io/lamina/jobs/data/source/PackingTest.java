package io.lamina.jobs.data.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {
  @Test
  void whatPackersWriteIsKnown() throws IOException {
    assertThat(Packing.of(DataFolder.packed(new byte[99]))).contains(Packing.GZIP);
    assertThat(Packing.of(zip())).contains(Packing.ZIP);
    assertThat(Packing.of(bzip2())).contains(Packing.BZIP2);
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.csv"));
      zip.write(new byte[9]);
    }
    return bytes.toByteArray();
  }

  private static byte[] bzip2() throws IOException {
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration(false));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(bytes)) {
      out.write(new byte[9]);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"XZ,FD377A585A000004", "ZSTD,28B52FFD0458", "SEVEN_ZIP,377ABCAF271C", "LZ4,04224D18"})
  void whatOthersWriteIsKnownByItsFirstBytes(Packing packing, String hex) {
    byte[] head = java.util.HexFormat.of().parseHex(hex);
    assertThat(Packing.of(head)).contains(packing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,0", "PK,1", "BZhang,1", "7z,1", "PAR,1"})
  void linesOfATableAreNotPacked(String line) {
    assertThat(Packing.of(line.getBytes(UTF_8))).isEmpty();
    assertThat(Packing.of(line.getBytes(ISO_8859_1))).isEmpty();
  }
}
