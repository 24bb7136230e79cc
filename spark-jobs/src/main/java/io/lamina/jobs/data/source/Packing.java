package io.lamina.jobs.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What a file is by its first bytes, if that is nothing to read examples from as it is. */
public enum Packing {
  GZIP("packed with gzip", "add .gz to its name, or unpack it", "\u001F\u008B"),
  ZIP("a zip archive, or a spreadsheet", "unpack it, or save the sheet as CSV", "PK\u0003\u0004"),
  BZIP2("packed with bzip2", "unpack it with bunzip2", "BZh"),
  XZ("packed with xz", "unpack it with unxz", "\u00FD7zXZ\0"),
  ZSTD("packed with zstd", "unpack it with unzstd", "(\u00B5/\u00FD"),
  SEVEN_ZIP("a 7z archive", "unpack it", "7z\u00BC\u00AF'\u001C"),
  LZ4("packed with lz4", "unpack it with unlz4", "\u0004\"M\u0018"),
  PARQUET("Parquet", "set format: parquet", "PAR1");

  /** The longest beginning that {@link #of} looks at, in bytes. */
  public static final int HEAD = 10;

  private static final String BZIP2_BLOCK = "1AY&SY";

  private final String words;
  private final String remedy;
  private final String magic;

  Packing(String words, String remedy, String magic) {
    this.words = words;
    this.remedy = remedy;
    this.magic = magic;
  }

  /**
   * What a file is that begins like this.
   *
   * @param head the first bytes of the file, {@link #HEAD} or as many as it has
   */
  public static Optional<Packing> of(byte[] head) {
    String letters = new String(head, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(packing -> packing.begins(letters)).findFirst();
  }

  private boolean begins(String letters) {
    return letters.startsWith(magic) && (this != BZIP2 || letters.contains(BZIP2_BLOCK));
  }

  /**
   * What is wrong with a file: that it is packed, if it is, else what seemed to be wrong.
   *
   * @param wrong what was found when the file was read
   */
  public static DataException explaining(Path file, Configuration hadoop, DataException wrong) {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return of(in.readNBytes(HEAD)).map(packing -> packing.refused(file.toString())).orElse(wrong);
    } catch (IOException e) {
      return wrong; // which says why the file cannot be read
    }
  }

  /** Says so of a file. */
  public DataException refused(String file) {
    return new DataException(
        String.format("cannot read %s: the file is %s (%s)", file, words, remedy));
  }
}
