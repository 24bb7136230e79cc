package io.lamina.zoo.storage;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A file's content on its way to the disk. Where the disk refuses it goes on counting, so that the
 * failure can say how much was to be written. Not thread-safe.
 */
final class MeasuredOutput extends OutputStream {
  private final FSDataOutputStream out;
  private long bytes;
  private IOException refusal;

  MeasuredOutput(FSDataOutputStream out) {
    this.out = out;
  }

  /** What was to be written so far, refused or not. */
  long bytes() {
    return bytes;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    bytes += length;
    attempt(() -> out.write(from, offset, length));
  }

  /**
   * Brings the content to the disk.
   *
   * @throws IOException if something of it was refused
   */
  void finish() throws IOException {
    attempt(out::flush);
    if (out.hasCapability(StreamCapabilities.HSYNC)) {
      attempt(out::hsync);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (FSError e) {
      throw plain(e);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Step step) {
    if (refusal != null) {
      return;
    }
    try {
      step.run();
    } catch (FSError e) {
      refusal = plain(e);
    } catch (IOException e) {
      refusal = e;
    }
  }

  /** Hadoop has an Error for what a local disk refuses. */
  private static IOException plain(FSError e) {
    return e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
  }
}
