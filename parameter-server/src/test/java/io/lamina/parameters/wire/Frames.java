package io.lamina.parameters.wire;

import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.Token;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes frames as a worker sends them; and cuts a server's answers into frames. */
public final class Frames {
  private Frames() {}

  public static ByteBuf of(int type, byte... body) {
    ByteBuf frame = Unpooled.buffer();
    return Wire.end(Wire.begin(frame, (byte) type).writeBytes(body));
  }

  public static ByteBuf hello(Token token) {
    ByteBuf frame = Wire.begin(Unpooled.buffer(), Wire.HELLO);
    return Wire.end(frame.writeIntLE(Wire.VERSION).writeBytes(token.bytes()));
  }

  public static ByteBuf pull(String stage, long generation, int round) {
    return pullState(stage, generation, round, Pull.VECTOR);
  }

  public static ByteBuf pullState(String stage, long generation, int round, int shard) {
    ByteBuf frame = Wire.begin(Unpooled.buffer(), Wire.PULL);
    Wire.writePull(frame, new Wire.AskedPull(generation, round, shard, stage));
    return Wire.end(frame);
  }

  public static ByteBuf fail(String stage, long generation, String message) {
    ByteBuf frame = Wire.begin(Unpooled.buffer(), Wire.FAIL);
    Wire.writeFailure(frame, new Wire.Failure(generation, stage, StageFailure.defect(message)));
    return Wire.end(frame);
  }

  /** The frame that announces a push. */
  public static ByteBuf announcement(Push push, int bytes) {
    ByteBuf frame = Wire.begin(Unpooled.buffer(), Wire.PUSH);
    Wire.writePush(frame, push, bytes);
    return Wire.end(frame);
  }

  public static ByteBuf chunk(byte[] bytes, int from, int to) {
    ByteBuf frame = Wire.begin(Unpooled.buffer(), Wire.CHUNK);
    return Wire.end(frame.writeBytes(bytes, from, to - from));
  }

  public static byte[] bytes(float[] values) {
    ByteBuf bytes = Unpooled.buffer(values.length * Float.BYTES);
    for (float value : values) {
      bytes.writeFloatLE(value);
    }
    return bytes.array();
  }

  /** A whole push, its values cut at random places. */
  public static List<ByteBuf> push(Push push, float[] values, Random random) {
    List<ByteBuf> frames = new ArrayList<>();
    byte[] bytes = bytes(values);
    frames.add(announcement(push, bytes.length));
    for (int from = 0; from < bytes.length; ) {
      int floats = 1 + random.nextInt(values.length);
      int to = Math.min(bytes.length, from + floats * Float.BYTES);
      frames.add(chunk(bytes, from, to));
      from = to;
    }
    return frames;
  }

  public static ByteBuf push(Push push, float[] values) {
    byte[] bytes = bytes(values);
    return Unpooled.wrappedBuffer(announcement(push, bytes.length), chunk(bytes, 0, bytes.length));
  }
}
