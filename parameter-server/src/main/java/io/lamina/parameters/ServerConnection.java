package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * A worker's connection, from its hello on. Whoever says anything else is hung up on without a
 * word. Runs on the connection's event loop, and adds pushes there: an addition takes less time
 * than the bytes took to arrive, and another thread would take turns on the same cores.
 */
final class ServerConnection extends SimpleChannelInboundHandler<ByteBuf> {
  private final Token token;
  private final Map<String, Stage> stages;
  private boolean known;
  private Wire.AnnouncedPush announced;
  private Stage target;
  private ByteBuf arriving;

  ServerConnection(Token token, Map<String, Stage> stages) {
    this.token = token;
    this.stages = stages;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
    byte type = frame.readByte();
    if (!known) {
      hello(context, type, frame);
      return;
    }
    switch (type) {
      case Wire.PULL -> pull(context, frame);
      case Wire.PUSH -> push(context, frame);
      case Wire.CHUNK -> chunk(context, frame);
      case Wire.FAIL -> fail(frame);
      case Wire.PING -> answer(context, Wire.PONG);
      default -> Outbound.hangUp(context.channel());
    }
  }

  private void hello(ChannelHandlerContext context, byte type, ByteBuf frame) {
    byte[] shown = new byte[Token.BYTES];
    if (type != Wire.HELLO
        || frame.readableBytes() != Integer.BYTES + Token.BYTES
        || frame.readIntLE() != Wire.VERSION) {
      Outbound.hangUp(context.channel());
      return;
    }
    frame.readBytes(shown);
    if (!token.matches(shown)) {
      Outbound.hangUp(context.channel());
      return;
    }
    known = true;
    context.pipeline().get(FrameDecoder.class).trust();
    answer(context, Wire.WELCOME);
  }

  private void pull(ChannelHandlerContext context, ByteBuf frame) {
    long generation = frame.readLongLE();
    int round = frame.readIntLE();
    Stage stage = stages.get(Wire.readText(frame));
    Answer answer = new Answer(context);
    if (stage == null) {
      answer.fenced();
    } else {
      stage.pull(generation, round, answer);
    }
  }

  private void push(ChannelHandlerContext context, ByteBuf frame) {
    if (announced != null) {
      Outbound.hangUp(context.channel());
      return;
    }
    announced = Wire.readPush(frame);
    target = stages.get(announced.push().stage());
    if (target == null) {
      // The stage is over. What still comes is counted, not kept.
      return;
    }
    StageSpec spec = target.spec();
    if (announced.floats() != spec.length() || announced.push().shard() >= spec.shards()) {
      Outbound.hangUp(context.channel());
      return;
    }
    arriving = context.alloc().directBuffer(announced.floats() * Float.BYTES);
  }

  private void chunk(ChannelHandlerContext context, ByteBuf frame) {
    if (announced == null) {
      Outbound.hangUp(context.channel());
      return;
    }
    if (arriving == null) {
      skip(context, frame);
      return;
    }
    if (frame.readableBytes() > missingBytes()) {
      Outbound.hangUp(context.channel());
      return;
    }
    arriving.writeBytes(frame);
    if (missingBytes() == 0) {
      arrived(context);
    }
  }

  private long missingBytes() {
    return (long) announced.floats() * Float.BYTES - arriving.readableBytes();
  }

  private void skip(ChannelHandlerContext context, ByteBuf frame) {
    int left = announced.floats() - frame.readableBytes() / Float.BYTES;
    announced = left > 0 ? new Wire.AnnouncedPush(announced.push(), left) : null;
    if (announced == null) {
      answer(context, Wire.ACK);
    }
  }

  private void arrived(ChannelHandlerContext context) {
    target.push(
        announced.push(), arriving.nioBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    forgetPush();
    answer(context, Wire.ACK);
  }

  private void fail(ByteBuf frame) {
    long generation = frame.readLongLE();
    Stage stage = stages.get(Wire.readText(frame));
    if (stage != null && stage.generation() == generation) {
      stage.fail(Wire.readText(frame));
    }
  }

  private static void answer(ChannelHandlerContext context, byte type) {
    Outbound.send(context.channel(), Wire.end(Wire.begin(context.alloc().buffer(), type)));
  }

  private void forgetPush() {
    if (arriving != null) {
      arriving.release();
    }
    arriving = null;
    announced = null;
    target = null;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    forgetPush();
    context.fireChannelInactive();
  }

  /** Silent for too long: a stranger who says no hello, or a worker that is gone. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      Outbound.hangUp(context.channel());
    }
  }

  /** A malformed frame, or a connection that broke: this peer is given up, nobody else. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Outbound.hangUp(context.channel());
  }

  /** Answers a pull; may be called from any thread. */
  private record Answer(ChannelHandlerContext context) implements Stage.Reader {
    @Override
    public void state(int round, ByteBuf vector) {
      ByteBuf head = Wire.begin(context.alloc().buffer(), Wire.STATE);
      head.writeIntLE(round).writeIntLE(vector.readableBytes() / Float.BYTES);
      Wire.end(head);
      context.executor().execute(() -> VectorWriter.write(context.channel(), head, vector));
    }

    @Override
    public void finished() {
      answer(context, Wire.FINISHED);
    }

    @Override
    public void fenced() {
      answer(context, Wire.FENCED);
    }

    @Override
    public void failed(String message) {
      ByteBuf frame = Wire.begin(context.alloc().buffer(), Wire.FAILED);
      Wire.writeText(frame, message);
      Outbound.send(context.channel(), Wire.end(frame));
    }
  }
}
