package io.lamina.parameters.server;

import io.lamina.parameters.Pull;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.Frame;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's connection after its {@link Hello}. It has at most one push on its way in and one pull
 * to be answered, and reads no further while its worker does not take what was written: what it
 * holds is bounded by a push, a vector and a few frames. A worker that breaks these rules is given
 * up, nobody else.
 *
 * <p>Runs on the connection's event loop, and adds pushes there: an addition takes less time than
 * the bytes took to arrive, and another thread would take turns on the same cores.
 */
final class ServerConnection extends SimpleChannelInboundHandler<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  private final Map<String, StagePart> stages;
  private Optional<IncomingPush> incoming = Optional.empty();
  private Optional<PullAnswer> pending = Optional.empty();

  ServerConnection(Map<String, StagePart> stages) {
    this.stages = stages;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    if (!context.channel().isActive()) {
      return; // Given up already; what came along with the offence is not read.
    }
    byte type = frame.type();
    ByteBuf body = frame.body();
    switch (type) {
      case Wire.PULL -> pull(context, Wire.readPull(body));
      case Wire.PUSH -> announced(Wire.readPush(body));
      case Wire.CHUNK -> chunk(context, body);
      case Wire.FAIL -> fail(context, Wire.readFailure(body));
      case Wire.PING -> {
        Wire.requireEnd(body);
        Outbound.send(context.channel(), Wire.frame(context.alloc(), Wire.PONG));
      }
      default -> throw new CorruptedFrameException("a frame of type " + type);
    }
  }

  private void pull(ChannelHandlerContext context, Wire.AskedPull asked) {
    if (pending.isPresent()) {
      throw new CorruptedFrameException("a pull before the last one was answered");
    }
    PullAnswer answer = new PullAnswer(context.channel(), () -> pending = Optional.empty());
    pending = Optional.of(answer);
    StagePart stage = stages.get(asked.stage());
    if (stage == null) {
      answer.ended(Pull.Status.FENCED, "");
    } else {
      stage.pull(asked.generation(), asked.round(), asked.shard(), answer);
    }
  }

  private void announced(Wire.AnnouncedPush announced) {
    if (incoming.isPresent()) {
      throw new CorruptedFrameException("a push before the last one was whole");
    }
    Optional<StagePart> stage = Optional.ofNullable(stages.get(announced.push().id().stage()));
    incoming = Optional.of(new IncomingPush(announced, stage));
  }

  private void chunk(ChannelHandlerContext context, ByteBuf chunk) {
    IncomingPush push =
        incoming.orElseThrow(() -> new CorruptedFrameException("a chunk of no push"));
    push.add(chunk);
    if (push.whole()) {
      push.deliver();
      forgetPush();
      acknowledge(context);
    }
  }

  private void fail(ChannelHandlerContext context, Wire.Failure failure) {
    StagePart stage = stages.get(failure.stage());
    if (stage != null) {
      stage.failFor(failure.generation(), failure.failure());
    }
    acknowledge(context);
  }

  private static void acknowledge(ChannelHandlerContext context) {
    Outbound.send(context.channel(), Wire.frame(context.alloc(), Wire.ACK));
  }

  private void forgetPush() {
    incoming.ifPresent(IncomingPush::release);
    incoming = Optional.empty();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    forgetPush();
    pending.ifPresent(answer -> stages.values().forEach(stage -> stage.withdraw(answer)));
    pending.ifPresent(PullAnswer::release);
    context.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(context.channel().isWritable());
    pending.ifPresent(PullAnswer::write);
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      giveUp(context, "it is silent");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("the connection of worker {} broke", context.channel().remoteAddress(), cause);
      Outbound.hangUp(context.channel());
    } else {
      giveUp(context, cause.toString());
    }
  }

  private static void giveUp(ChannelHandlerContext context, String reason) {
    LOG.warn("worker {} is given up: {}", context.channel().remoteAddress(), reason);
    Outbound.hangUp(context.channel());
  }
}
