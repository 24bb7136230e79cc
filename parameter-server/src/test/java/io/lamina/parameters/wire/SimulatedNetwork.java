package io.lamina.parameters.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Processes and the connections between them in one thread, on a virtual clock. Bytes of a
 * connection arrive in their order, cut anywhere, late; those of different connections overtake
 * each other. A connection breaks, or falls silent without a word; a process dies in either way.
 * Chance is a seed's.
 */
public final class SimulatedNetwork {
  private final VirtualTime time;
  private final Random random;
  private final ByteBufAllocator allocator;
  private final Consumer<String> offences;
  private final Map<InetSocketAddress, Node> listening = new HashMap<>();
  private final List<Connection> connections = new ArrayList<>();

  /** Those who connected and are cut off, and have not noticed yet. */
  private final Set<End> cutOff = new HashSet<>();

  private long lastTrouble;
  private int troubles;

  /**
   * @param allocator of all connections' buffers
   * @param offences told of who hangs up though nothing happened to the connection
   */
  public SimulatedNetwork(
      VirtualTime time, Random random, ByteBufAllocator allocator, Consumer<String> offences) {
    this.time = time;
    this.random = random;
    this.allocator = allocator;
    this.offences = offences;
  }

  /** How long something takes: mostly little. */
  public long delay() {
    return 1L + (random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(8));
  }

  private long lag() {
    return random.nextInt(8) == 0 ? random.nextInt(6) : 0;
  }

  /** A new process with so many event loops. */
  public Node start(int loops) {
    return new Node(loops);
  }

  private void trouble() {
    lastTrouble = time.now();
    troubles++;
  }

  /** Changes whenever something is lost, or a loss is noticed. */
  public int troubles() {
    return troubles;
  }

  private boolean isSilent() {
    return random.nextInt(6) == 0;
  }

  /** Something happens to one of the connections, if there are any. */
  public void disturb() {
    if (!connections.isEmpty()) {
      connections.get(random.nextInt(connections.size())).lose(isSilent());
    }
  }

  /** How long no connection and no process was lost, and no loss was unnoticed by who connected. */
  public long calm() {
    return cutOff.isEmpty() ? time.now() - lastTrouble : 0;
  }

  /** A process: it opens connections, or waits for them, until it ends. */
  public final class Node implements Network {
    private final List<SimulatedLoop> loops = new ArrayList<>();
    private final List<End> ends = new ArrayList<>();
    private Consumer<Channel> onAccept = channel -> {};
    private int next;
    private boolean ended;

    private Node(int count) {
      for (int i = 0; i < count; i++) {
        loops.add(new SimulatedLoop(time, SimulatedNetwork.this::lag));
      }
    }

    private SimulatedLoop nextLoop() {
      next++;
      return loops.get(next % loops.size());
    }

    /** Waits for connections there, in place of who did. */
    public void listen(InetSocketAddress address, Consumer<Channel> accept) {
      onAccept = accept;
      listening.put(address, this);
    }

    @Override
    public CompletableFuture<Channel> open(
        InetSocketAddress server, Duration deadline, Consumer<ChannelPipeline> handlers) {
      Opening opening = new Opening(server, nextLoop(), handlers, new CompletableFuture<>());
      time.after(delay(), () -> reach(opening));
      return opening.opened;
    }

    private void reach(Opening opening) {
      Node called = listening.get(opening.server);
      if (called == null || called.ended || ended) {
        time.after(delay(), () -> refuse(opening));
        return;
      }
      Connection connection = new Connection(this, called, opening.server);
      ChannelFuture unused = connection.server.register(called.nextLoop(), called.onAccept);
      time.after(delay(), () -> establish(opening, connection));
    }

    private void establish(Opening opening, Connection connection) {
      if (connection.over || ended) {
        cutOff.remove(connection.client);
        refuse(opening);
      } else {
        connection.client.open(opening);
      }
    }

    private void refuse(Opening opening) {
      if (!ended) {
        opening.loop.execute(
            () ->
                opening.opened.completeExceptionally(
                    new ConnectException("refused by " + opening.server)));
      }
    }

    /** Dies; who was connected hears of it, or does not. */
    public void crash() {
      boolean silently = isSilent();
      trouble();
      List.copyOf(connections).stream()
          .filter(connection -> connection.isOf(this))
          .forEach(connection -> connection.lose(silently));
      end();
    }

    /** Hangs up and ends. */
    public void leave() {
      connections.stream()
          .filter(connection -> connection.isOf(this))
          .forEach(connection -> connection.excused = true);
      end();
    }

    private void end() {
      if (!ended) {
        ended = true;
        listening.values().removeIf(this::equals);
        List.copyOf(ends).forEach(End::hangUp);
        loops.forEach(SimulatedLoop::end);
      }
    }
  }

  /** A connection that is being opened. */
  private record Opening(
      InetSocketAddress server,
      SimulatedLoop loop,
      Consumer<ChannelPipeline> handlers,
      CompletableFuture<Channel> opened) {}

  /** Two ends, and a line in each direction. */
  private final class Connection {
    /** Bytes that are under way at most, before more are sent. */
    private final int window = 32 << random.nextInt(6);

    private final End client;
    private final End server;

    /** Whether something happened to it after which its ends may hang up. */
    private boolean excused;

    private boolean silent;
    private boolean over;

    Connection(Node caller, Node called, InetSocketAddress address) {
      this.client = new End(this, caller, address);
      this.server = new End(this, called, InetSocketAddress.createUnresolved("caller", 1));
      client.other = server;
      server.other = client;
      connections.add(this);
    }

    boolean isOf(Node process) {
      return client.process.equals(process) || server.process.equals(process);
    }

    /** What is under way is lost; the ends learn of it, each in its time, or do not. */
    void lose(boolean silently) {
      excused = true;
      silent = true;
      trouble();
      if (over) {
        return;
      }
      if (silently) {
        cutOff.add(client);
      } else {
        over = true;
        connections.remove(this);
        client.hangUpLater();
        server.hangUpLater();
      }
    }
  }

  /** An end of a connection, and the line that carries what it sends to the other. */
  private final class End implements SimulatedChannel.Line {
    private final Connection connection;
    private final Node process;
    private final SimulatedChannel channel;
    private End other;
    private SimulatedLoop loop;
    private long last;
    private int underWay;
    private boolean hasSpoken;

    End(Connection connection, Node process, InetSocketAddress remote) {
      this.connection = connection;
      this.process = process;
      this.channel = new SimulatedChannel(remote, allocator, this);
    }

    void open(Opening opening) {
      ChannelFuture registration =
          register(opening.loop, ready -> opening.handlers.accept(ready.pipeline()));
      ChannelFuture unused = registration.addListener(done -> opening.opened.complete(channel));
    }

    ChannelFuture register(SimulatedLoop own, Consumer<Channel> handlers) {
      loop = own;
      process.ends.add(this);
      channel
          .pipeline()
          .addLast(
              new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel ready) {
                  handlers.accept(ready);
                }
              });
      return loop.register(channel);
    }

    /** On its own loop, if it has come to that. */
    private void onLoop(Runnable work) {
      if (loop != null && !loop.isTerminated()) {
        loop.execute(work);
      }
    }

    void hangUp() {
      onLoop(channel::hungUpOn);
    }

    void hangUpLater() {
      time.after(delay(), this::hangUp);
    }

    @Override
    public boolean takesMore() {
      return underWay < connection.window;
    }

    @Override
    public void send(byte[] bytes) {
      hasSpoken = true;
      underWay += bytes.length;
      int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0;
      if (cut > 0) {
        carry(Arrays.copyOf(bytes, cut));
      }
      carry(Arrays.copyOfRange(bytes, cut, bytes.length));
    }

    private void carry(byte[] bytes) {
      inOrder(() -> other.onLoop(() -> other.channel.arrive(bytes)));
    }

    /** After all that was sent before; unless it is lost on the way. */
    private void inOrder(Runnable arrival) {
      last = Math.max(last, time.now() + delay());
      time.after(
          last - time.now(),
          () -> {
            if (!connection.silent) {
              arrival.run();
            }
          });
    }

    @Override
    public void hasRead(int bytes) {
      other.underWay -= bytes;
      other.onLoop(other.channel::goOn);
    }

    @Override
    public void close() {
      process.ends.remove(this);
      if (cutOff.remove(this)) {
        trouble();
      }
      if (connection.over) {
        return;
      }
      boolean refused = this == connection.server && !hasSpoken;
      if (!connection.excused && !refused) {
        offences.accept(
            (this == connection.client ? "a client" : "a server") + " hung up without a reason");
      }
      connection.excused = true;
      connection.over = true;
      connections.remove(connection);
      if (random.nextBoolean()) {
        connection.silent = true; // What was under way is lost, as with unread bytes on TCP.
        other.hangUpLater();
      } else {
        inOrder(other::hangUp);
      }
    }
  }
}
