package io.lamina.jobs.checkpoint;

import io.lamina.parameters.StageState;
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
import java.util.Optional;

/**
 * A checkpoint as bytes: a mark and a version, what it belongs to, the state, the history, and the
 * SHA-256 of all that. Numbers are big-endian, vectors are 32-bit floats in little-endian order
 * after their length.
 */
final class CheckpointFormat {
  private static final long MARK = 0x4C414D494E410A1AL; // "LAMINA", a line feed, an end of file
  private static final int VERSION = 1;
  private static final int PIECE = 64 << 10;
  private static final int DIGEST_BYTES = 32;

  /** At least. */
  private static final int REWIND_BYTES = 10;

  /**
   * What is in a file.
   *
   * @param identity of the run
   * @param stage the stage's name
   * @param data a digest of the stage's shards
   */
  record Entry(RunIdentity identity, String stage, String data, StageCheckpoint checkpoint) {}

  /** Writes to the stream, and leaves it open. */
  void write(Entry entry, OutputStream stream) throws IOException {
    MessageDigest digest = sha256();
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new DigestOutputStream(stream, digest), PIECE));
    out.writeLong(MARK);
    out.writeInt(VERSION);
    out.writeUTF(entry.identity().computation());
    out.writeUTF(entry.identity().device());
    out.writeUTF(entry.stage());
    out.writeUTF(entry.data());
    write(entry.checkpoint(), out);
    out.flush();
    stream.write(digest.digest());
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
    out.writeInt(checkpoint.rewinds().size());
    for (Rewind rewind : checkpoint.rewinds()) {
      out.writeInt(rewind.from());
      out.writeInt(rewind.to());
      out.writeUTF(rewind.cause());
    }
    out.writeUTF(checkpoint.device().orElse(""));
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
   * @throws IOException if it is damaged, or of another version
   */
  Entry read(InputStream stream, long length) throws IOException {
    MessageDigest digest = sha256();
    DataInputStream in = new DataInputStream(new DigestInputStream(stream, digest));
    if (in.readLong() != MARK) {
      throw new IOException("it is no checkpoint");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("it has version " + version + ", this Lamina reads " + VERSION);
    }
    RunIdentity identity = new RunIdentity(in.readUTF(), in.readUTF());
    String stage = in.readUTF();
    String data = in.readUTF();
    StageCheckpoint checkpoint = checkpoint(in, length);
    byte[] expected = digest.digest();
    if (!Arrays.equals(expected, stream.readNBytes(DIGEST_BYTES)) || stream.read() >= 0) {
      throw new IOException("its checksum is wrong");
    }
    return new Entry(identity, stage, data, checkpoint);
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
    RoundHistory history = new RoundHistory(losses, in.readLong(), in.readLong(), in.readLong());
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
