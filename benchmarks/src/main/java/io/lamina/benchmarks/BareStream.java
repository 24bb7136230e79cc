package io.lamina.benchmarks;

import io.lamina.jobs.training.servers.TlsKey;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/**
 * What Netty, and BoringSSL where there is a key, do at best: bytes from memory that is there
 * already over the loopback interface into nothing, and a byte back when all have come.
 */
final class BareStream implements AutoCloseable {
  private static final int CHUNK = 256 << 10;
  private static final String PROTOCOL = "TLSv1.3";

  private final long bytes;
  private final EventLoopGroup loops;
  private final Channel listening;
  private final Channel client;
  private final ByteBuf chunk;
  private volatile CompletableFuture<Void> answered = new CompletableFuture<>();

  /**
   * @param bytes of a transfer, a multiple of 256 KiB
   * @param key to encrypt with
   */
  @SuppressWarnings("deprecation") // as the parameter server has them
  BareStream(long bytes, Optional<TlsKey> key) {
    this.bytes = bytes;
    this.loops = new NioEventLoopGroup(2);
    Optional<SslContext> server = key.map(BareStream::serverContext);
    Optional<SslContext> other = key.map(unused -> clientContext());
    this.listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer(server, new Sink()))
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    this.client =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(4 * CHUNK, 8 * CHUNK))
            .handler(initializer(other, new Source()))
            .connect(listening.localAddress())
            .syncUninterruptibly()
            .channel();
    this.chunk = client.alloc().directBuffer(CHUNK).writeZero(CHUNK);
  }

  private static SslContext serverContext(TlsKey key) {
    try {
      return SslContextBuilder.forServer(key.privateKey(), key.x509())
          .sslProvider(SslProvider.OPENSSL)
          .protocols(PROTOCOL)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SslContext clientContext() {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.OPENSSL)
          .protocols(PROTOCOL)
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ChannelInitializer<SocketChannel> initializer(
      Optional<SslContext> context, ChannelInboundHandlerAdapter handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        context.ifPresent(tls -> channel.pipeline().addLast(tls.newHandler(channel.alloc())));
        channel.pipeline().addLast(handler);
      }
    };
  }

  /** Counts, and answers. */
  private final class Sink extends ChannelInboundHandlerAdapter {
    private long missing = bytes;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf received = (ByteBuf) message;
      missing -= received.readableBytes();
      received.release();
      if (missing == 0) {
        missing = bytes;
        ChannelFuture unused =
            context.writeAndFlush(context.alloc().buffer(1).writeByte(0), context.voidPromise());
      }
    }
  }

  /** Writes as the channel takes it. */
  private final class Source extends ChannelInboundHandlerAdapter {
    private long left;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == BareStream.this) {
        left = bytes;
        write(context);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      write(context);
    }

    private void write(ChannelHandlerContext context) {
      while (left > 0 && context.channel().isWritable()) {
        left -= CHUNK; // first: a write that fills the channel calls this again
        ChannelFuture unused = context.write(chunk.retainedDuplicate(), context.voidPromise());
      }
      context.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      answered.complete(null);
    }
  }

  /** Transfers all bytes once. */
  void transfer() {
    answered = new CompletableFuture<>();
    client.pipeline().fireUserEventTriggered(this);
    answered.join();
  }

  @Override
  public void close() {
    client.close().syncUninterruptibly();
    listening.close().syncUninterruptibly();
    loops.shutdownGracefully().syncUninterruptibly();
    chunk.release();
  }
}
