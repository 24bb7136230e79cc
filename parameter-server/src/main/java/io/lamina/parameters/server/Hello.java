package io.lamina.parameters.server;

import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Frame;
import io.lamina.parameters.wire.FrameDecoder;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection's first frame, which must be a hello with a token, and must be there soon. Whoever
 * says anything else, or nothing, is hung up on without a word. The deadline runs from the
 * connection's first moment: bytes that trickle in do not extend it.
 */
final class Hello extends SimpleChannelInboundHandler<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(Hello.class);

  private final Access access;
  private final BooleanSupplier admission;
  private ScheduledFuture<?> deadline;

  /**
   * @param access knows the tokens, and who handles the later frames
   * @param admission asked once the token was right; refuses where there are too many workers
   */
  Hello(Access access, BooleanSupplier admission) {
    this.access = access;
    this.admission = admission;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(() -> refuse(context, "no hello"), Wire.HELLO_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    deadline.cancel(false);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    if (!context.channel().isActive()) {
      return; // Refused already; what came along with the offence is not read.
    }
    Optional<Supplier<ChannelHandler>> successor = successor(frame);
    if (successor.isEmpty()) {
      refuse(context, "no token of ours, or not this version");
    } else if (!admission.getAsBoolean()) {
      refuse(context, "too many workers");
    } else {
      context.pipeline().get(FrameDecoder.class).trust();
      Outbound.send(context.channel(), Wire.frame(context.alloc(), Wire.WELCOME));
      context.pipeline().replace(this, null, successor.get().get());
    }
  }

  private Optional<Supplier<ChannelHandler>> successor(Frame frame) {
    ByteBuf body = frame.body();
    if (frame.type() != Wire.HELLO
        || body.readableBytes() != Wire.HELLO_BODY - 1
        || body.readIntLE() != Wire.VERSION) {
      return Optional.empty();
    }
    byte[] shown = new byte[Token.BYTES];
    body.readBytes(shown);
    return access.of(shown);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refuse(context, cause.toString());
  }

  /** At debug level: strangers must not be able to fill the log. */
  private static void refuse(ChannelHandlerContext context, String reason) {
    LOG.debug("{} is refused: {}", context.channel().remoteAddress(), reason);
    Outbound.hangUp(context.channel());
  }
}
