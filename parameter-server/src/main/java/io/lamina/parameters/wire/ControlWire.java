package io.lamina.parameters.wire;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.WorkerReport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stage's coordinator and a server that is not in its process say to each other, in frames
 * like those of {@link Wire}. A part is known by a number that the coordinator chose. Vectors
 * follow the frame that announces them in {@link Wire#CHUNK}s, reports in REPORTS, with nothing
 * between.
 *
 * <pre>
 * HELLO    as a worker's, with the coordinators' token
 * RUN      token(32)                                        what the run's workers will show
 * OPEN     part(4) generation(8) round(4) spec, then the state's values; answered with OPENED
 * FENCE    part(4) generation(8)
 * COMMIT   part(4)
 * BRING    part(4)                                          answered with STATE
 * END      part(4) status(1) message
 * DROP     part(4)
 * PING
 *
 * OPENED   part(4)
 * COMPLETE part(4) generation(8) round(4), then REPORTS of what each shard did
 * BROKEN   part(4) generation(8) diverged(1) message
 * LOST     part(4) message
 * STATE    part(4) round(4), then the state's values
 * DROPPED  part(4)                                          nothing more is said of it
 * PONG
 * </pre>
 *
 * <p>A state's values are its vector, the velocity and what each shard carries.
 */
public final class ControlWire {
  public static final byte RUN = 64;
  public static final byte OPEN = 65;
  public static final byte FENCE = 66;
  public static final byte COMMIT = 67;
  public static final byte BRING = 68;
  public static final byte END = 69;
  public static final byte DROP = 70;
  public static final byte COMPLETE = 96;
  public static final byte BROKEN = 97;
  public static final byte LOST = 98;
  public static final byte STATE = 99;
  public static final byte DROPPED = 100;
  public static final byte OPENED = 101;
  public static final byte REPORTS = 102;

  /** What a shard reports of a round, at most. */
  private static final int REPORT_BYTES =
      8 * Long.BYTES
          + Short.BYTES
          + WorkerReport.MAX_NAME
          + 1
          + Push.MAX_RECHECKS * (Integer.BYTES + Long.BYTES);

  private ControlWire() {}

  public static ByteBuf begin(ByteBufAllocator allocator, byte type, int part) {
    return Wire.begin(allocator.buffer(), type).writeIntLE(part);
  }

  /** How a stage ends, as a byte. */
  public static byte ending(Pull.Status status) {
    return switch (status) {
      case FINISHED -> 0;
      case FAILED -> 1;
      case FENCED -> 2;
      case OPEN -> throw new IllegalArgumentException("an open round is no end");
    };
  }

  public static Pull.Status ending(byte status) {
    return switch (status) {
      case 0 -> Pull.Status.FINISHED;
      case 1 -> Pull.Status.FAILED;
      case 2 -> Pull.Status.FENCED;
      default -> throw new CorruptedFrameException("no such end: " + status);
    };
  }

  public static void writeSpec(ByteBuf frame, StageSpec spec) {
    Wire.writeText(frame, spec.stage());
    Wire.writeText(frame, spec.divergenceRemedy());
    RoundsSpec rounds = spec.rounds();
    VectorSpec vector = spec.vector();
    frame.writeIntLE(rounds.shards()).writeIntLE(rounds.count());
    frame.writeIntLE(vector.length()).writeIntLE(vector.outerLength());
    frame.writeDoubleLE(spec.outer().learningRate()).writeDoubleLE(spec.outer().momentum());
    frame.writeLongLE(rounds.maxExamples()).writeIntLE(vector.stateLength());
    frame.writeIntLE(rounds.staleness()).writeByte(format(spec.updates()));
  }

  /**
   * Reads what {@link #writeSpec} wrote.
   *
   * @throws IllegalArgumentException if there is no such stage
   */
  public static StageSpec readSpec(ByteBuf frame) {
    String stage = Wire.readText(frame);
    String remedy = Wire.readText(frame);
    int shards = frame.readIntLE();
    int count = frame.readIntLE();
    int length = frame.readIntLE();
    int outerLength = frame.readIntLE();
    OuterOptimizer outer = new OuterOptimizer(frame.readDoubleLE(), frame.readDoubleLE());
    long maxExamples = frame.readLongLE();
    VectorSpec vector = new VectorSpec(length, outerLength, frame.readIntLE());
    RoundsSpec rounds = new RoundsSpec(shards, count, maxExamples, frame.readIntLE());
    return new StageSpec(stage, remedy, rounds, vector, outer, format(frame.readByte()));
  }

  private static byte format(UpdateFormat updates) {
    return switch (updates) {
      case FLOAT32 -> 0;
      case BFLOAT16 -> 1;
    };
  }

  private static UpdateFormat format(byte updates) {
    return switch (updates) {
      case 0 -> UpdateFormat.FLOAT32;
      case 1 -> UpdateFormat.BFLOAT16;
      default -> throw new CorruptedFrameException("no such format: " + updates);
    };
  }

  public static List<float[]> values(StageState state) {
    List<float[]> values = new ArrayList<>(List.of(state.vector(), state.velocity()));
    values.addAll(state.shardStates());
    return values;
  }

  /** A state of such a stage whose arrays are to be filled. */
  public static StageState blank(StageSpec spec, int round) {
    List<float[]> carried = new ArrayList<>();
    for (int shard = 0; shard < spec.rounds().shards(); shard++) {
      carried.add(new float[spec.vector().stateLength()]);
    }
    return new StageState(
        round, new float[spec.vector().length()], new float[spec.velocityLength()], carried);
  }

  /**
   * Writes values as chunks; to be called on the connection's thread, so that they stay together.
   */
  public static void writeValues(Channel channel, List<float[]> values) {
    int most = Wire.CHUNK_BYTES / Float.BYTES;
    for (float[] array : values) {
      for (int offset = 0; offset < array.length; offset += most) {
        int count = Math.min(most, array.length - offset);
        ByteBuf chunk = chunk(channel.alloc(), count * Float.BYTES);
        chunk
            .nioBuffer(chunk.writerIndex(), count * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .put(array, offset, count);
        Outbound.write(channel, chunk.writerIndex(chunk.writerIndex() + count * Float.BYTES));
      }
    }
    channel.flush();
  }

  private static ByteBuf chunk(ByteBufAllocator allocator, int bytes) {
    return allocator
        .directBuffer(Integer.BYTES + 1 + bytes)
        .writeIntLE(bytes + 1)
        .writeByte(Wire.CHUNK);
  }

  /** Writes what the shards reported; on the connection's thread likewise. */
  public static void writeReports(Channel channel, List<Push> pushes) {
    int most = Wire.CHUNK_BYTES / REPORT_BYTES;
    for (int from = 0; from < pushes.size(); from += most) {
      List<Push> some = pushes.subList(from, Math.min(pushes.size(), from + most));
      ByteBuf reports = Wire.begin(channel.alloc().buffer(), REPORTS);
      for (Push push : some) {
        Wire.writeReport(reports, push);
      }
      Outbound.write(channel, Wire.end(reports));
    }
    channel.flush();
  }
}
