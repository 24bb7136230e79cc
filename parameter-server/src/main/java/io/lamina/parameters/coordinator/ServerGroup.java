package io.lamina.parameters.coordinator;

import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.part.PartLink;
import io.lamina.parameters.server.ParameterServer;
import io.lamina.parameters.server.Run;
import io.lamina.parameters.wire.Caller;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.EventLoops;
import io.lamina.parameters.wire.Tcp;
import io.lamina.parameters.wire.Waiting;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The servers that hold a run's stages, as the run's coordinator sees them: one in its own process,
 * or any number in others. Its workers show a token that is made here. Thread-safe.
 */
public final class ServerGroup implements AutoCloseable {
  private static final String LISTENING = "rounds";
  private static final Duration LISTENER_PATIENCE = Duration.ofSeconds(10);
  private static final String REFUSED =
      "this coordinator's token (is it the one in the server's token file, and the server of this"
          + " version?)";

  private final Token workers;
  private final List<InetSocketAddress> addresses;
  private final List<Host> hosts;
  private final Runnable onClose;
  private final Executor listening;

  /** Of all its stages: a stage that is opened again has none of the workers it had. */
  private final AtomicLong generations = new AtomicLong();

  private ServerGroup(
      Token workers,
      List<InetSocketAddress> addresses,
      List<Host> hosts,
      Executor listening,
      Runnable onClose) {
    this.workers = workers;
    this.addresses = List.copyOf(addresses);
    this.hosts = List.copyOf(hosts);
    this.listening = listening;
    this.onClose = onClose;
  }

  /** What holds a part. */
  @FunctionalInterface
  private interface Host {
    PartLink open(StageSpec spec, StageState start, long generation, PartLink.Owner owner);
  }

  /**
   * Starts a server in this process.
   *
   * @param bindAddress the host name or address to listen on; the port is a free one
   * @param encryption of its connections
   * @throws IllegalStateException if it cannot listen there
   */
  public static ServerGroup here(String bindAddress, Encryption encryption) {
    return here(bindAddress, encryption, Token.random(), ByteBufAllocator.DEFAULT);
  }

  static ServerGroup here(
      String bindAddress, Encryption encryption, Token workers, ByteBufAllocator allocator) {
    Run run = new Run(workers, allocator);
    ParameterServer server = ParameterServer.forRun(bindAddress, encryption, run, allocator);
    ExecutorService listening = EventLoops.threads(LISTENING);
    return new ServerGroup(
        workers,
        List.of(server.address()),
        List.of(run::host),
        listening,
        () -> {
          server.close();
          listening.shutdownNow();
        });
  }

  /**
   * Connects to servers in other processes. The run is theirs until this is closed or a connection
   * is lost.
   *
   * @param servers in the order of the parts they will hold
   * @param encryption as theirs
   * @param coordinators the token they want to be shown
   * @param deadline for each to answer, and for a sign of life ever after; 1 ms to 1 hour
   * @throws ConnectionLostException if one is not there, or does not accept the token
   */
  public static ServerGroup connect(
      List<InetSocketAddress> servers,
      Encryption encryption,
      Token coordinators,
      Duration deadline) {
    EventLoopGroup loops = EventLoops.start(1, "coordinator");
    ExecutorService listening = EventLoops.threads(LISTENING);
    Runnable end =
        () -> {
          EventLoops.stop(loops);
          listening.shutdownNow();
        };
    try {
      Caller caller = new Caller(new Tcp(loops, encryption), coordinators, REFUSED, deadline);
      return Waiting.await(connect(caller, servers, listening, end));
    } catch (RuntimeException e) {
      end.run();
      throw e;
    }
  }

  /**
   * The same, without waiting. If one is not there, the connections to the others are left to the
   * network's owner.
   *
   * @param listening where those who listen to rounds are told
   * @param onClose hangs up
   */
  static CompletableFuture<ServerGroup> connect(
      Caller caller, List<InetSocketAddress> servers, Executor listening, Runnable onClose) {
    Token workers = Token.random();
    List<CompletableFuture<RemoteServer>> connecting =
        servers.stream().map(server -> RemoteServer.connect(caller, server, workers)).toList();
    return Waiting.all(connecting)
        .thenApply(
            all -> {
              List<Host> hosts = new ArrayList<>();
              all.forEach(server -> hosts.add(server::open));
              return new ServerGroup(workers, servers, hosts, listening, onClose);
            });
  }

  /** Where the servers are, in the order of the parts they hold. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** What the run's workers show them. */
  public Token workers() {
    return workers;
  }

  /**
   * Opens a stage at round 0, and keeps nothing of it.
   *
   * @param initial the vector to start from, all finite; copied
   * @param listener told of every committed round, on a thread that no round waits for
   */
  public Stage open(StageSpec spec, float[] initial, RoundListener listener) {
    return open(spec, StageState.initial(spec, initial), listener, StateKeeper.none());
  }

  /**
   * Opens a stage at any of its rounds, cut into a part for each server.
   *
   * @param start where it goes on from; copied
   * @param listener told of every round that is committed from now on, on a thread that no round
   *     waits for
   * @param keeper asked at the beginning of every round after that
   * @throws IllegalArgumentException if the start is none of this stage, or there are more servers
   *     than values
   * @throws IllegalStateException if a stage of this name is open, or the group is closed
   */
  public Stage open(StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
    Stage stage = opening(spec, start, listener, keeper);
    stage.opened().join();
    return stage;
  }

  /** The same, without waiting until the servers have it. */
  Stage opening(StageSpec spec, StageState start, RoundListener listener, StateKeeper keeper) {
    return Stage.open(
        new Split(spec, hosts.size()),
        start,
        generations::incrementAndGet,
        new RoundDelivery(listener, listening, LISTENER_PATIENCE),
        keeper,
        (part, own, from, generation, owner) -> hosts.get(part).open(own, from, generation, owner));
  }

  /** Ends the server in this process, or hangs up on those in others, which then forget the run. */
  @Override
  public void close() {
    onClose.run();
  }
}
