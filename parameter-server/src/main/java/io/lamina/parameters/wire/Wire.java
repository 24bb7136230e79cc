package io.lamina.parameters.wire;

import io.lamina.parameters.LossSum;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Recheck;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.Token;
import io.lamina.parameters.WorkerReport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes over a connection. A frame is its body's length (4 bytes), a type (1 byte) and the
 * body; numbers are little-endian, texts are UTF-8 after their length (2 bytes). Vectors travel in
 * frames of type {@link #CHUNK} that follow the frame which announces them. On a connection there
 * is at most one pull that is not answered, and one push that is not whole. A frame with bytes too
 * few or too many is an offence, like any other breach of these rules.
 *
 * <pre>
 * HELLO    version(4) token(32)                                            worker → server, first
 * WELCOME                                                                  server → worker
 * PULL     generation(8) round(4) shard(4) stage                           worker → server
 * STATE    round(4) floats(4), then chunks                                 server → worker
 * FINISHED | FENCED | FAILED message                                       server → worker
 * PUSH     generation(8) round(4) shard(4) report bytes(4) stage, then chunks
 *          report: examples(8) lossSum(8) lossExamples(8) computeNanos(8) waitNanos(8)
 *          sendNanos(8) sentBytes(8) receivedBytes(8) worker
 *          rechecks(1), of each shard(4) digest(8)                         worker → server
 * FAIL     generation(8) diverged(1) stage message                         worker → server
 * ACK      a push or a FAIL has been dealt with, whatever became of it     server → worker
 * PING                                                                     worker → server
 * PONG                                                                     server → worker
 * </pre>
 *
 * <p>A pull is answered when its generation has begun and its round is open, the first of those
 * that are. One of shard -1 is answered with the vector, another with that shard's state. A push
 * has the difference in its stage's {@link UpdateFormat}, then the shard's state as floats; each
 * begins a chunk.
 */
public final class Wire {
  public static final int VERSION = 6;

  public static final byte HELLO = 1;
  public static final byte PULL = 2;
  public static final byte PUSH = 3;
  public static final byte FAIL = 4;
  public static final byte PING = 5;
  public static final byte CHUNK = 16;
  public static final byte WELCOME = 32;
  public static final byte STATE = 33;
  public static final byte FINISHED = 34;
  public static final byte FAILED = 35;
  public static final byte FENCED = 36;
  public static final byte ACK = 37;
  public static final byte PONG = 38;

  /** Bytes of a full chunk. */
  public static final int CHUNK_BYTES = 256 << 10;

  /** The largest body once a worker is known; before that only a hello is read. */
  public static final int MAX_BODY = CHUNK_BYTES + 1;

  /** Who connects has so long for its hello. */
  public static final int HELLO_SECONDS = 5;

  public static final int HELLO_BODY = 1 + Integer.BYTES + Token.BYTES;
  static final int MAX_TEXT = 16 << 10;
  private static final int MAX_BYTES_PER_CHAR = 3;

  private Wire() {}

  /** Reads take in up to a chunk at a time. */
  public static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(64, 2 << 10, MAX_BODY + Integer.BYTES);
  }

  /** A writer waits when so much is on its way, and goes on well before it runs dry. */
  public static WriteBufferWaterMark writes() {
    return new WriteBufferWaterMark(4 * CHUNK_BYTES, 8 * CHUNK_BYTES);
  }

  /** Begins a frame; {@link #end} fills in its length. */
  public static ByteBuf begin(ByteBuf frame, byte type) {
    return frame.writeIntLE(0).writeByte(type);
  }

  public static ByteBuf end(ByteBuf frame) {
    return frame.setIntLE(frame.readerIndex(), frame.readableBytes() - Integer.BYTES);
  }

  /** A frame without a body. */
  public static ByteBuf frame(ByteBufAllocator allocator, byte type) {
    return end(begin(allocator.buffer(Integer.BYTES + 1), type));
  }

  /** Throws if there is more in the frame than there should be. */
  public static void requireEnd(ByteBuf frame) {
    if (frame.isReadable()) {
      throw new CorruptedFrameException(frame.readableBytes() + " bytes too many in a frame");
    }
  }

  /** A text that is too long, as only messages can be, loses its end. */
  public static void writeText(ByteBuf frame, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_TEXT) {
      bytes = text.substring(0, MAX_TEXT / MAX_BYTES_PER_CHAR).getBytes(StandardCharsets.UTF_8);
    }
    frame.writeShortLE(bytes.length).writeBytes(bytes);
  }

  /** Throws {@link IndexOutOfBoundsException} if the frame is shorter than the text. */
  public static String readText(ByteBuf frame) {
    int length = frame.readUnsignedShortLE();
    return frame.readCharSequence(length, StandardCharsets.UTF_8).toString();
  }

  /** A pull as it was asked for. */
  public record AskedPull(long generation, int round, int shard, String stage) {}

  public static void writePull(ByteBuf frame, AskedPull pull) {
    frame.writeLongLE(pull.generation()).writeIntLE(pull.round()).writeIntLE(pull.shard());
    writeText(frame, pull.stage());
  }

  public static AskedPull readPull(ByteBuf frame) {
    AskedPull pull =
        new AskedPull(frame.readLongLE(), frame.readIntLE(), frame.readIntLE(), readText(frame));
    requireEnd(frame);
    return pull;
  }

  /** A worker's word that its stage cannot go on. */
  public record Failure(long generation, String stage, StageFailure failure) {}

  public static void writeFailure(ByteBuf frame, Failure failure) {
    frame.writeLongLE(failure.generation()).writeBoolean(failure.failure().diverged());
    writeText(frame, failure.stage());
    writeText(frame, failure.failure().message());
  }

  public static Failure readFailure(ByteBuf frame) {
    long generation = frame.readLongLE();
    boolean diverged = frame.readBoolean();
    String stage = readText(frame);
    StageFailure failure = new StageFailure(diverged, readText(frame));
    requireEnd(frame);
    return new Failure(generation, stage, failure);
  }

  public static void writePush(ByteBuf frame, Push push, int bytes) {
    PushId id = push.id();
    frame.writeLongLE(id.generation()).writeIntLE(id.round()).writeIntLE(id.shard());
    writeReport(frame, push);
    frame.writeIntLE(bytes);
    writeText(frame, id.stage());
  }

  public static void writeReport(ByteBuf frame, Push push) {
    frame.writeLongLE(push.examples());
    frame.writeDoubleLE(push.loss().sum()).writeLongLE(push.loss().examples());
    WorkerReport worker = push.report();
    frame.writeLongLE(worker.computeNanos()).writeLongLE(worker.waitNanos());
    frame.writeLongLE(worker.sendNanos());
    frame.writeLongLE(worker.sentBytes()).writeLongLE(worker.receivedBytes());
    writeText(frame, worker.worker());
    frame.writeByte(push.rechecks().size());
    for (Recheck recheck : push.rechecks()) {
      frame.writeIntLE(recheck.shard()).writeLongLE(recheck.digest());
    }
  }

  /** A push as it was announced. */
  public record AnnouncedPush(Push push, int bytes) {
    public AnnouncedPush {
      if (bytes < 1) {
        throw new CorruptedFrameException("a push of " + bytes + " bytes");
      }
    }
  }

  public static AnnouncedPush readPush(ByteBuf frame) {
    long generation = frame.readLongLE();
    int round = frame.readIntLE();
    int shard = frame.readIntLE();
    Report report = readReport(frame);
    int bytes = frame.readIntLE();
    String stage = readText(frame);
    requireEnd(frame);
    return new AnnouncedPush(report.of(new PushId(stage, generation, round, shard)), bytes);
  }

  public static Push readReport(ByteBuf chunk, PushId id) {
    return readReport(chunk).of(id);
  }

  private static Report readReport(ByteBuf frame) {
    long examples = frame.readLongLE();
    LossSum loss = new LossSum(frame.readDoubleLE(), frame.readLongLE());
    return new Report(examples, loss, readWorker(frame), readRechecks(frame));
  }

  private static WorkerReport readWorker(ByteBuf frame) {
    long compute = frame.readLongLE();
    long wait = frame.readLongLE();
    long send = frame.readLongLE();
    long sent = frame.readLongLE();
    long received = frame.readLongLE();
    return new WorkerReport(readText(frame), compute, wait, send, sent, received);
  }

  private static List<Recheck> readRechecks(ByteBuf frame) {
    int count = frame.readUnsignedByte();
    List<Recheck> rechecks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rechecks.add(new Recheck(frame.readIntLE(), frame.readLongLE()));
    }
    return rechecks;
  }

  /** What a push says beside where it belongs. */
  private record Report(long examples, LossSum loss, WorkerReport worker, List<Recheck> rechecks) {
    Push of(PushId id) {
      return new Push(id, examples, loss, worker, rechecks);
    }
  }
}
