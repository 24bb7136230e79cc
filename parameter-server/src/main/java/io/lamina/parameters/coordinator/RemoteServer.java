package io.lamina.parameters.coordinator;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.StageFailure;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.part.PartLink;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.ControlWire;
import io.lamina.parameters.wire.FloatTargets;
import io.lamina.parameters.wire.Frame;
import io.lamina.parameters.wire.Outbound;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordinator's connection to a server in another process, and the parts the server holds for it.
 * When the connection is gone, so are the parts. Thread-safe; what the server says is handled on
 * the connection's event loop.
 */
final class RemoteServer extends SimpleChannelInboundHandler<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteServer.class);

  private final String name;
  private final Token workers;
  private final int patience;
  private final Map<Integer, RemotePart> parts = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile Channel channel;
  private Optional<Incoming> incoming = Optional.empty();
  private int silences;

  private RemoteServer(InetSocketAddress address, Token workers, int patience) {
    this.name = "the parameter server at " + address.getHostString() + ":" + address.getPort();
    this.workers = workers;
    this.patience = patience;
  }

  /**
   * Connects to a server and begins a run there, without waiting.
   *
   * @param caller with the coordinators' token
   * @param workers the token of the run's workers
   */
  static CompletableFuture<RemoteServer> connect(
      Caller caller, InetSocketAddress address, Token workers) {
    RemoteServer server = new RemoteServer(address, workers, caller.patience());
    return caller.call(address, server).thenApply(channel -> server);
  }

  /** What follows a frame in frames of another type. */
  private interface Incoming {
    /** The frames' type. */
    byte type();

    void add(ByteBuf body);

    /** Whether all has come; then {@link #deliver} may be called, once. */
    boolean whole();

    void deliver();
  }

  /** After the welcome. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    ByteBuf run = Wire.begin(context.alloc().buffer(), ControlWire.RUN);
    Outbound.send(channel, Wire.end(run.writeBytes(workers.bytes())));
  }

  /** Has the server hold a part. */
  PartLink open(StageSpec spec, StageState start, long generation, PartLink.Owner owner) {
    RemotePart part = new RemotePart(numbers.incrementAndGet(), spec, owner);
    parts.put(part.number, part);
    part.open(generation, start);
    if (!channel.isActive()) {
      part.gone(lost("it hung up before"));
    }
    return part;
  }

  /** A part as its coordinator sees it. */
  private final class RemotePart implements PartLink {
    private final int number;
    private final StageSpec spec;
    private final Owner owner;
    private final Deque<CompletableFuture<StageState>> asked = new ArrayDeque<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private volatile boolean closed;

    RemotePart(int number, StageSpec spec, Owner owner) {
      this.number = number;
      this.spec = spec;
      this.owner = owner;
    }

    @Override
    public void open(long generation, StageState state) {
      boolean unused =
          order(
              () -> {
                ByteBuf head = begin(ControlWire.OPEN);
                head.writeLongLE(generation).writeIntLE(state.round());
                ControlWire.writeSpec(head, spec);
                Outbound.write(channel, Wire.end(head));
                ControlWire.writeValues(channel, ControlWire.values(state));
              });
    }

    @Override
    public CompletableFuture<Void> opened() {
      return opened;
    }

    private ByteBuf begin(byte type) {
      return ControlWire.begin(channel.alloc(), type, number);
    }

    /**
     * Through the loop's queue also from the loop itself, so that no order overtakes another. An
     * order after the connection was closed is none: the part is gone, and its owner closed it.
     *
     * @return false if there is no connection any more
     */
    private boolean order(Runnable writing) {
      try {
        channel.eventLoop().execute(writing);
        return true;
      } catch (RejectedExecutionException e) {
        LOG.debug("{}: an order after the connection was closed", spec.stage(), e);
        opened.complete(null);
        return false;
      }
    }

    private void order(byte type) {
      boolean unused = order(() -> Outbound.send(channel, Wire.end(begin(type))));
    }

    @Override
    public void fence(long generation) {
      boolean unused =
          order(
              () ->
                  Outbound.send(
                      channel, Wire.end(begin(ControlWire.FENCE).writeLongLE(generation))));
    }

    @Override
    public void commit() {
      order(ControlWire.COMMIT);
    }

    @Override
    public CompletableFuture<StageState> state() {
      CompletableFuture<StageState> answer = new CompletableFuture<>();
      boolean ordered = order(() -> ask(answer));
      if (!ordered) {
        answer.completeExceptionally(hungUp());
      }
      return answer;
    }

    private void ask(CompletableFuture<StageState> answer) {
      asked.add(answer);
      Outbound.send(channel, Wire.end(begin(ControlWire.BRING)));
      if (!channel.isActive()) {
        forgetAsked();
      }
    }

    private ConnectionLostException hungUp() {
      return new ConnectionLostException(lost("it hung up"), null);
    }

    private void forgetAsked() {
      asked.forEach(answer -> answer.completeExceptionally(hungUp()));
      asked.clear();
    }

    @Override
    public void end(Pull.Status status, String message) {
      boolean unused =
          order(
              () -> {
                ByteBuf frame = begin(ControlWire.END).writeByte(ControlWire.ending(status));
                Wire.writeText(frame, message);
                Outbound.send(channel, Wire.end(frame));
              });
    }

    /** The server confirms it; until then what it says of the part is passed over. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        order(ControlWire.DROP);
      }
    }

    void gone(String reason) {
      opened.complete(null);
      forgetAsked();
      if (!closed) {
        owner.lost(reason);
      }
    }

    void complete(long generation, int round, List<Push> pushes) {
      if (!closed) {
        owner.complete(generation, round, pushes);
      }
    }

    void failed(long generation, StageFailure failure) {
      if (!closed) {
        owner.failed(generation, failure);
      }
    }

    void answer(StageState state) {
      CompletableFuture<StageState> answer = asked.poll();
      if (answer == null) {
        throw new CorruptedFrameException("a state that nobody asked for");
      }
      answer.complete(state);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    silences = 0;
    byte type = frame.type();
    ByteBuf body = frame.body();
    if (!expected(type)) {
      throw new CorruptedFrameException("a frame of type " + type + " out of place");
    }
    switch (type) {
      case Wire.CHUNK, ControlWire.REPORTS -> incoming.orElseThrow().add(body);
      case ControlWire.COMPLETE ->
          incoming =
              Optional.of(new IncomingReports(part(body), body.readLongLE(), body.readIntLE()));
      case ControlWire.STATE ->
          incoming = Optional.of(new IncomingState(part(body), body.readIntLE()));
      case ControlWire.OPENED -> part(body).opened.complete(null);
      case ControlWire.BROKEN ->
          part(body)
              .failed(body.readLongLE(), new StageFailure(body.readBoolean(), Wire.readText(body)));
      case ControlWire.LOST -> part(body).gone(Wire.readText(body));
      case ControlWire.DROPPED -> parts.remove(part(body).number);
      case Wire.PONG -> {}
      default -> throw new CorruptedFrameException("a frame of type " + type);
    }
    deliverIfWhole();
  }

  /** What was announced follows, with nothing between; and nothing that was not. */
  private boolean expected(byte type) {
    return incoming
        .map(announced -> announced.type() == type)
        .orElse(type != Wire.CHUNK && type != ControlWire.REPORTS);
  }

  private RemotePart part(ByteBuf frame) {
    int number = frame.readIntLE();
    RemotePart part = parts.get(number);
    if (part == null) {
      throw new CorruptedFrameException("no part " + number);
    }
    return part;
  }

  private void deliverIfWhole() {
    Optional<Incoming> whole = incoming.filter(Incoming::whole);
    if (whole.isPresent()) {
      incoming = Optional.empty();
      whole.get().deliver();
    }
  }

  /** What the shards reported of a round. */
  private static final class IncomingReports implements Incoming {
    private final RemotePart part;
    private final long generation;
    private final int round;
    private final List<Push> pushes = new ArrayList<>();

    IncomingReports(RemotePart part, long generation, int round) {
      this.part = part;
      this.generation = generation;
      this.round = round;
    }

    @Override
    public byte type() {
      return ControlWire.REPORTS;
    }

    @Override
    public void add(ByteBuf chunk) {
      while (chunk.isReadable()) {
        if (whole()) {
          throw new CorruptedFrameException("reports of more shards than there are");
        }
        PushId id = new PushId(part.spec.stage(), generation, round, pushes.size());
        pushes.add(Wire.readReport(chunk, id));
      }
    }

    @Override
    public boolean whole() {
      return pushes.size() == part.spec.rounds().shards();
    }

    @Override
    public void deliver() {
      part.complete(generation, round, List.copyOf(pushes));
    }
  }

  /** A state that was asked for. */
  private static final class IncomingState implements Incoming {
    private final RemotePart part;
    private final StageState state;
    private final FloatTargets values;

    IncomingState(RemotePart part, int round) {
      this.part = part;
      this.state = ControlWire.blank(part.spec, round);
      this.values = new FloatTargets(ControlWire.values(state));
    }

    @Override
    public byte type() {
      return Wire.CHUNK;
    }

    @Override
    public void add(ByteBuf chunk) {
      values.add(chunk);
    }

    @Override
    public boolean whole() {
      return values.whole();
    }

    @Override
    public void deliver() {
      part.answer(state);
    }
  }

  /** Asks for a sign of life whenever the server has been silent for a while. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      silences++;
      if (silences < patience) {
        Outbound.send(channel, Wire.frame(context.alloc(), Wire.PING));
      } else {
        gone("it gives no sign of life");
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone("it hung up");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    gone(String.valueOf(cause.getMessage()));
  }

  private String lost(String how) {
    return String.format("%s was lost (%s)", name, how);
  }

  private void gone(String how) {
    String reason = lost(how);
    Outbound.hangUp(channel);
    List<RemotePart> lost = List.copyOf(parts.values());
    parts.clear();
    lost.forEach(part -> part.gone(reason));
  }
}
