package io.lamina.parameters.server;

import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.part.PartLink;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.ControlWire;
import io.lamina.parameters.wire.FloatTargets;
import io.lamina.parameters.wire.Frame;
import io.lamina.parameters.wire.IncomingValues;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.SkippedValues;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordinator's connection after its {@link Hello}: its run lives as long as the connection does.
 * Runs on the connection's event loop.
 */
final class CoordinatorConnection extends SimpleChannelInboundHandler<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorConnection.class);

  private final Runs runs;

  /** Empty for a part that was refused: orders for it may be under way. */
  private final Map<Integer, Optional<StagePart>> parts = new HashMap<>();

  /** Parts that the coordinator has not dropped: nothing is said of others. */
  private final Set<Integer> spokenOf = new HashSet<>();

  /** What room was set aside for. */
  private final Map<Integer, StageSpec> rooms = new HashMap<>();

  private Optional<Run> run = Optional.empty();
  private Optional<Incoming> incoming = Optional.empty();

  CoordinatorConnection(Runs runs) {
    this.runs = runs;
  }

  /** A state on its way in; a part that was refused has none, and its values are passed over. */
  private record Incoming(
      int part,
      long generation,
      StageSpec spec,
      Optional<StageState> state,
      IncomingValues values) {}

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    Channel channel = context.channel();
    if (!channel.isActive()) {
      return;
    }
    byte type = frame.type();
    ByteBuf body = frame.body();
    if (incoming.isPresent() != (type == Wire.CHUNK)) {
      throw new CorruptedFrameException("a frame of type " + type + " out of place");
    }
    switch (type) {
      case ControlWire.RUN -> begin(channel, body);
      case ControlWire.OPEN -> open(channel, body);
      case Wire.CHUNK -> chunk(channel, body);
      case ControlWire.FENCE -> {
        Optional<StagePart> part = part(body);
        long generation = body.readLongLE();
        Wire.requireEnd(body);
        part.ifPresent(fenced -> fenced.fence(generation));
      }
      case ControlWire.COMMIT -> {
        Optional<StagePart> part = part(body);
        Wire.requireEnd(body);
        part.ifPresent(StagePart::commit);
      }
      case ControlWire.BRING -> bring(channel, body);
      case ControlWire.END -> end(body);
      case ControlWire.DROP -> drop(channel, body);
      case Wire.PING -> {
        Wire.requireEnd(body);
        Outbound.send(channel, Wire.frame(context.alloc(), Wire.PONG));
      }
      default -> throw new CorruptedFrameException("a frame of type " + type);
    }
  }

  private void begin(Channel channel, ByteBuf frame) {
    if (run.isPresent()) {
      throw new CorruptedFrameException("a second run");
    }
    byte[] token = new byte[Token.BYTES];
    frame.readBytes(token);
    Wire.requireEnd(frame);
    run = Optional.of(runs.open(Token.of(token)));
    LOG.info("a run has begun, its coordinator is {}", channel.remoteAddress());
  }

  private Optional<StagePart> part(ByteBuf frame) {
    int number = frame.readIntLE();
    Optional<StagePart> part = parts.get(number);
    if (part == null) {
      throw new CorruptedFrameException("no part " + number);
    }
    return part;
  }

  private void open(Channel channel, ByteBuf frame) {
    int part = frame.readIntLE();
    long generation = frame.readLongLE();
    int round = frame.readIntLE();
    StageSpec spec = ControlWire.readSpec(frame);
    Wire.requireEnd(frame);
    spokenOf.add(part);
    Optional<String> refusal = parts.containsKey(part) ? Optional.empty() : reserved(part, spec);
    refusal.ifPresent(
        reason -> reports(part, channel, spec).failed(generation, StageFailure.defect(reason)));
    incoming =
        Optional.of(
            refusal.isPresent()
                ? new Incoming(
                    part, generation, spec, Optional.empty(), new SkippedValues(spec.stateValues()))
                : taken(part, generation, spec, ControlWire.blank(spec, round)));
    openIfWhole(channel);
  }

  private Optional<String> reserved(int part, StageSpec spec) {
    Optional<String> refusal = runs.reserve(spec);
    if (refusal.isEmpty()) {
      rooms.put(part, spec);
    }
    return refusal;
  }

  private static Incoming taken(int part, long generation, StageSpec spec, StageState state) {
    FloatTargets values = new FloatTargets(ControlWire.values(state));
    return new Incoming(part, generation, spec, Optional.of(state), values);
  }

  private void chunk(Channel channel, ByteBuf frame) {
    incoming.orElseThrow().values().add(frame);
    openIfWhole(channel);
  }

  private void openIfWhole(Channel channel) {
    Incoming whole = incoming.orElseThrow();
    if (!whole.values().whole()) {
      return;
    }
    incoming = Optional.empty();
    Optional<StagePart> known = parts.getOrDefault(whole.part(), Optional.empty());
    if (known.isPresent() && whole.state().isPresent()) {
      known.get().open(whole.generation(), whole.state().get());
    } else {
      parts.put(whole.part(), whole.state().map(state -> hosted(channel, whole, state)));
    }
    Outbound.send(
        channel, Wire.end(ControlWire.begin(channel.alloc(), ControlWire.OPENED, whole.part())));
  }

  private StagePart hosted(Channel channel, Incoming whole, StageState state) {
    Run own = run.orElseThrow(() -> new CorruptedFrameException("a part of no run"));
    return own.host(
        whole.spec(), state, whole.generation(), reports(whole.part(), channel, whole.spec()));
  }

  private Reports reports(int part, Channel channel, StageSpec spec) {
    return new Reports(part, channel, spec, spokenOf);
  }

  private void bring(Channel channel, ByteBuf frame) {
    int number = frame.getIntLE(frame.readerIndex());
    Optional<StagePart> part = part(frame);
    Wire.requireEnd(frame);
    if (part.isPresent()) {
      StageState state = part.get().state().join();
      ByteBuf head = ControlWire.begin(channel.alloc(), ControlWire.STATE, number);
      Outbound.write(channel, Wire.end(head.writeIntLE(state.round())));
      ControlWire.writeValues(channel, ControlWire.values(state));
    }
  }

  private void end(ByteBuf frame) {
    Optional<StagePart> part = part(frame);
    Pull.Status status = ControlWire.ending(frame.readByte());
    String message = Wire.readText(frame);
    Wire.requireEnd(frame);
    part.ifPresent(ended -> ended.end(status, message));
  }

  private void drop(Channel channel, ByteBuf frame) {
    int number = frame.getIntLE(frame.readerIndex());
    Optional<StagePart> part = part(frame);
    Wire.requireEnd(frame);
    part.ifPresent(StagePart::close);
    parts.remove(number);
    spokenOf.remove(number);
    Optional.ofNullable(rooms.remove(number)).ifPresent(runs::release);
    Outbound.send(
        channel, Wire.end(ControlWire.begin(channel.alloc(), ControlWire.DROPPED, number)));
  }

  /**
   * What a part says, put on the coordinator's connection from whatever thread. A part may be
   * dropped before its word is: then it is not said.
   */
  private record Reports(int part, Channel channel, StageSpec spec, Set<Integer> spokenOf)
      implements PartLink.Owner {
    @Override
    public void complete(long generation, int round, List<Push> pushes) {
      onLoop(
          () -> {
            ByteBuf head = ControlWire.begin(channel.alloc(), ControlWire.COMPLETE, part);
            Outbound.write(channel, Wire.end(head.writeLongLE(generation).writeIntLE(round)));
            ControlWire.writeReports(channel, pushes);
          });
    }

    @Override
    public void failed(long generation, StageFailure failure) {
      onLoop(
          () -> {
            ByteBuf frame = ControlWire.begin(channel.alloc(), ControlWire.BROKEN, part);
            frame.writeLongLE(generation).writeBoolean(failure.diverged());
            Wire.writeText(frame, failure.message());
            Outbound.send(channel, Wire.end(frame));
          });
    }

    @Override
    public void lost(String reason) {
      onLoop(
          () -> {
            ByteBuf frame = ControlWire.begin(channel.alloc(), ControlWire.LOST, part);
            Wire.writeText(frame, reason);
            Outbound.send(channel, Wire.end(frame));
          });
    }

    private void onLoop(Runnable writing) {
      try {
        channel
            .eventLoop()
            .execute(
                () -> {
                  if (spokenOf.contains(part)) {
                    writing.run();
                  }
                });
      } catch (RejectedExecutionException e) {
        LOG.debug("{}: the coordinator is gone", spec.stage(), e);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    run.ifPresent(
        own -> {
          LOG.info("the run of {} has ended", context.channel().remoteAddress());
          runs.close(own);
        });
    rooms.values().forEach(runs::release);
    rooms.clear();
    context.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      giveUp(context, "it is silent");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    giveUp(context, cause.toString());
  }

  private static void giveUp(ChannelHandlerContext context, String reason) {
    LOG.warn("coordinator {} is given up: {}", context.channel().remoteAddress(), reason);
    Outbound.hangUp(context.channel());
  }
}
