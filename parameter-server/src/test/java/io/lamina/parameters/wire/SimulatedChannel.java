package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An end of a simulated connection: a channel like Netty's own, whose bytes go to the other end.
 * What it cannot send yet waits in its buffer, and it reads when it is asked to.
 */
final class SimulatedChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  /** So little that some vectors fill it. */
  private static final WriteBufferWaterMark WRITES = new WriteBufferWaterMark(16, 48);

  private final InetSocketAddress remote;
  private final Line line;
  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final Deque<byte[]> arrived = new ArrayDeque<>();
  private boolean wantsToRead;
  private boolean open = true;

  /** What carries the bytes that this end sends. */
  interface Line {
    /** Whether it takes more bytes. */
    boolean takesMore();

    void send(byte[] bytes);

    /** Bytes that the other end has sent were read. */
    void hasRead(int bytes);

    /** This end hangs up, or learns that the other did. */
    void close();
  }

  SimulatedChannel(InetSocketAddress remote, ByteBufAllocator allocator, Line line) {
    super(null);
    this.remote = remote;
    this.line = line;
    config.setAllocator(allocator).setWriteBufferWaterMark(WRITES);
  }

  /** Bytes have come; on its loop. */
  void arrive(byte[] bytes) {
    if (open) {
      arrived.add(bytes);
      read(arrived);
    }
  }

  private void read(Deque<byte[]> from) {
    while (wantsToRead && !from.isEmpty()) {
      wantsToRead = false;
      byte[] bytes = from.remove();
      line.hasRead(bytes.length);
      pipeline().fireChannelRead(alloc().buffer(bytes.length).writeBytes(bytes));
      pipeline().fireChannelReadComplete();
    }
  }

  /** The line takes bytes again; on its loop. */
  void goOn() {
    if (open) {
      ((Unsafe) unsafe()).writeRest();
    }
  }

  /** The other end has hung up; on its loop. */
  void hungUpOn() {
    unsafe().close(voidPromise());
  }

  @Override
  protected void doBeginRead() {
    wantsToRead = true;
    if (!arrived.isEmpty()) {
      eventLoop().execute(() -> read(arrived));
    }
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer buffer) {
    while (!buffer.isEmpty() && line.takesMore()) {
      ByteBuf message = (ByteBuf) buffer.current();
      byte[] bytes = new byte[message.readableBytes()];
      message.readBytes(bytes);
      buffer.remove();
      line.send(bytes);
    }
  }

  @Override
  protected void doClose() {
    open = false;
    arrived.clear();
    line.close();
  }

  private final class Unsafe extends AbstractUnsafe {
    void writeRest() {
      flush0();
    }

    @Override
    public void connect(SocketAddress address, SocketAddress from, ChannelPromise promise) {
      throw new UnsupportedOperationException("it is connected");
    }
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new Unsafe();
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return loop instanceof SimulatedLoop;
  }

  @Override
  protected SocketAddress localAddress0() {
    return InetSocketAddress.createUnresolved("here", 1);
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return remote;
  }

  @Override
  protected void doBind(SocketAddress local) {
    throw new UnsupportedOperationException("it is connected");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }
}
