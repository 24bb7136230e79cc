package io.lamina.jobs.checkpoint;

import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.parameters.StageState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A checkpoint as bytes: a mark and a version, what it belongs to, the state, the history, and the
 * SHA-256 of all that. Numbers are big-endian, vectors are 32-bit floats in little-endian order
 * after their length.
 */
final class CheckpointFormat {
  private static final long MARK = 0x4C414D494E410A1AL; // "LAMINA", a line feed, an end of file
  private static final int VERSION = 3;
  private static final int PIECE = 64 << 10;
  private static final int DIGEST_BYTES = 32;

  private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

  /** At least. */
  private static final int REWIND_BYTES = 10;

  private static final int POINT_BYTES = Integer.BYTES + 2 * Double.BYTES;

  /** At least, of two texts. */
  private static final int VERSION_BYTES = 4;

  /** A whole checkpoint, which another version of Lamina has written in another form. */
  static final class OtherFormatException extends IOException {
    private static final long serialVersionUID = 1;

    OtherFormatException(int version) {
      super(
          version == 1
              ? "an older Lamina, which did not yet write its version into them"
              : String.format(
                  Locale.ROOT,
                  "%s Lamina (format %d, only %d is known here)",
                  version < VERSION ? "an older" : "a newer",
                  version,
                  VERSION));
    }
  }

  /**
   * What a file is of; it stands at its beginning.
   *
   * @param identity of the run
   * @param stage the stage's name
   * @param data a digest of the stage's shards
   */
  record Head(RunIdentity identity, String stage, String data) {}

  /** What is in a file. */
  record Entry(Head head, StageCheckpoint checkpoint) {}

  /** Writes to the stream, and leaves it open. */
  void write(Entry entry, OutputStream stream) throws IOException {
    MessageDigest digest = sha256();
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new DigestOutputStream(stream, digest), PIECE));
    out.writeLong(MARK);
    out.writeInt(VERSION);
    write(entry.head().identity(), out);
    out.writeUTF(entry.head().stage());
    out.writeUTF(entry.head().data());
    write(entry.checkpoint(), out);
    out.flush();
    stream.write(digest.digest());
  }

  private static void write(RunIdentity identity, DataOutputStream out) throws IOException {
    out.writeUTF(identity.computation());
    out.writeUTF(identity.device());
    out.writeInt(identity.versions().size());
    for (Map.Entry<String, String> version : identity.versions().entrySet()) {
      out.writeUTF(version.getKey());
      out.writeUTF(version.getValue());
    }
  }

  private static void write(StageCheckpoint checkpoint, DataOutputStream out) throws IOException {
    StageState state = checkpoint.state();
    out.writeInt(state.round());
    write(state.vector(), out);
    write(state.velocity(), out);
    out.writeInt(state.shardStates().size());
    for (float[] carried : state.shardStates()) {
      write(carried, out);
    }
    RoundHistory history = checkpoint.history();
    out.writeInt(history.losses().size());
    for (double loss : history.losses()) {
      out.writeDouble(loss);
    }
    out.writeLong(history.examples());
    out.writeLong(history.trainerNanos());
    out.writeLong(history.elapsedNanos());
    write(history.validation(), out);
    out.writeInt(checkpoint.rewinds().size());
    for (Rewind rewind : checkpoint.rewinds()) {
      out.writeInt(rewind.from());
      out.writeInt(rewind.to());
      out.writeUTF(rewind.cause());
    }
    out.writeUTF(checkpoint.device().orElse(""));
  }

  private static void write(ValidationCurve measured, DataOutputStream out) throws IOException {
    out.writeInt(measured.points().size());
    for (ValidationPoint point : measured.points()) {
      out.writeInt(point.round());
      out.writeDouble(point.loss());
      out.writeDouble(point.error().orElse(Double.NaN));
    }
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    int most = PIECE / Float.BYTES;
    for (int offset = 0; offset < values.length; offset += most) {
      int count = Math.min(most, values.length - offset);
      piece.clear().asFloatBuffer().put(values, offset, count);
      out.write(piece.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param length of the whole, in bytes: no vector is taken to be longer
   * @throws OtherFormatException if it is whole, and of another version of this format
   * @throws IOException if it is damaged
   */
  Entry read(InputStream stream, long length) throws IOException {
    MessageDigest digest = sha256();
    DataInputStream in = new DataInputStream(new DigestInputStream(stream, digest));
    requireMark(in);
    int version = in.readInt();
    if (version != VERSION) {
      skip(in, length - HEAD_BYTES - DIGEST_BYTES);
      requireWhole(digest, stream);
      throw new OtherFormatException(version);
    }
    Head head = head(in, length);
    StageCheckpoint checkpoint = checkpoint(in, length);
    requireWhole(digest, stream);
    return new Entry(head, checkpoint);
  }

  /**
   * Reads what a file is of, and no more: whether it is whole is not known then.
   *
   * @throws OtherFormatException if it is of another version of this format
   * @throws IOException if it is no checkpoint
   */
  Head readHead(InputStream stream, long length) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream));
    requireMark(in);
    int version = in.readInt();
    if (version != VERSION) {
      throw new OtherFormatException(version);
    }
    return head(in, length);
  }

  private static Head head(DataInputStream in, long length) throws IOException {
    return new Head(identity(in, length), in.readUTF(), in.readUTF());
  }

  private static void requireMark(DataInputStream in) throws IOException {
    if (in.readLong() != MARK) {
      throw new IOException("it is no checkpoint");
    }
  }

  private static void requireWhole(MessageDigest digest, InputStream stream) throws IOException {
    byte[] expected = digest.digest();
    if (!Arrays.equals(expected, stream.readNBytes(DIGEST_BYTES)) || stream.read() >= 0) {
      throw new IOException("its checksum is wrong");
    }
  }

  /** Reads, for what a stream skips is not in its digest. */
  private static void skip(InputStream in, long bytes) throws IOException {
    byte[] piece = new byte[PIECE];
    for (long left = bytes; left > 0; ) {
      int count = in.readNBytes(piece, 0, (int) Math.min(PIECE, left));
      if (count == 0) {
        throw new EOFException("it ends too early");
      }
      left -= count;
    }
  }

  private static RunIdentity identity(DataInputStream in, long length) throws IOException {
    String computation = in.readUTF();
    String device = in.readUTF();
    Map<String, String> versions = new TreeMap<>();
    int count = count(in, length, VERSION_BYTES);
    for (int i = 0; i < count; i++) {
      versions.put(in.readUTF(), in.readUTF());
    }
    return new RunIdentity(computation, device, versions);
  }

  private static StageCheckpoint checkpoint(DataInputStream in, long length) throws IOException {
    int round = in.readInt();
    float[] vector = floats(in, length);
    float[] velocity = floats(in, length);
    int shards = count(in, length, Integer.BYTES);
    List<float[]> carried = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      carried.add(floats(in, length));
    }
    int rounds = count(in, length, Double.BYTES);
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      losses.add(in.readDouble());
    }
    RoundHistory history =
        new RoundHistory(
            losses, in.readLong(), in.readLong(), in.readLong(), validation(in, length));
    List<Rewind> rewinds = new ArrayList<>();
    int count = count(in, length, REWIND_BYTES);
    for (int i = 0; i < count; i++) {
      rewinds.add(new Rewind(in.readInt(), in.readInt(), in.readUTF()));
    }
    String device = in.readUTF();
    return new StageCheckpoint(
        new StageState(round, vector, velocity, carried),
        history,
        rewinds,
        device.isEmpty() ? Optional.empty() : Optional.of(device));
  }

  private static ValidationCurve validation(DataInputStream in, long length) throws IOException {
    int count = count(in, length, POINT_BYTES);
    List<ValidationPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int round = in.readInt();
      double loss = in.readDouble();
      double error = in.readDouble();
      points.add(
          new ValidationPoint(
              round,
              loss,
              Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error)));
    }
    return new ValidationCurve(points);
  }

  /** A damaged count must not have memory taken for it. */
  private static int count(DataInputStream in, long length, int bytesEach) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > length / bytesEach) {
      throw new IOException("it is damaged: a count of " + count);
    }
    return count;
  }

  private static float[] floats(DataInputStream in, long length) throws IOException {
    float[] values = new float[count(in, length, Float.BYTES)];
    byte[] piece = new byte[PIECE];
    int most = PIECE / Float.BYTES;
    for (int offset = 0; offset < values.length; offset += most) {
      int count = Math.min(most, values.length - offset);
      if (in.readNBytes(piece, 0, count * Float.BYTES) < count * Float.BYTES) {
        throw new EOFException("it ends too early");
      }
      ByteBuffer.wrap(piece)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, offset, count);
    }
    return values;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
