package io.lamina.jobs.training.servers;

import io.lamina.jobs.cluster.ExecutorPlaces;
import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Token;
import io.lamina.parameters.coordinator.ServerGroup;
import io.lamina.parameters.server.ParameterServer;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Servers in the executors' processes, started by a short Spark job: a server stays when its task
 * has ended, until its run's coordinator hangs up or the executor ends. When an executor is lost
 * with a server, all are started anew.
 */
final class ExecutorServers implements ServerSource {
  private static final String GROUP = "lamina servers";
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** For a place in an executor, and for the servers to hear of their coordinator. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final JavaSparkContext spark;
  private final int count;
  private final TlsKey key;
  private List<InetSocketAddress> addresses = List.of();

  /**
   * @param count how many
   */
  ExecutorServers(JavaSparkContext spark, int count, TlsKey key) {
    this.spark = spark;
    this.count = count;
    this.key = key;
  }

  @Override
  public ServerGroup connect() {
    Token token = Token.random();
    List<Address> started = start(token);
    addresses = started.stream().map(Address::unresolved).toList();
    return ServerGroup.connect(
        started.stream().map(Address::resolved).toList(),
        Encryption.pinned(key.fingerprint()),
        token,
        DEADLINE);
  }

  /**
   * @throws ConnectionLostException if they do not start, for an executor is lost or none is free
   */
  private List<Address> start(Token token) {
    ExecutorPlaces executors = ExecutorPlaces.now();
    int together = -Math.floorDiv(-count, Math.max(1, executors.size()));
    spark.setJobGroup(GROUP, count + " parameter servers", false);
    JavaFutureAction<List<Address>> starting =
        executors.numbers(spark, count).map(new Start(key, token, together)).collectAsync();
    try {
      return starting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      starting.cancel(true);
      throw new ConnectionLostException(
          "no executor has started a parameter server in " + PATIENCE.toMinutes() + " minutes", e);
    } catch (ExecutionException e) {
      throw new ConnectionLostException(
          "the executors could not start parameter servers: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException("interrupted while parameter servers start", e);
    }
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  @Override
  public Optional<Fingerprint> certificate() {
    return Optional.of(key.fingerprint());
  }

  @Override
  public boolean mayBeLost() {
    return true;
  }

  private record Address(String host, int port) implements Serializable {
    private static final long serialVersionUID = 1;

    InetSocketAddress unresolved() {
      return InetSocketAddress.createUnresolved(host, port);
    }

    InetSocketAddress resolved() {
      return new InetSocketAddress(host, port);
    }
  }

  /** The task: starts a server where it runs. What it knows travels with Spark's tasks. */
  private static final class Start implements Function<Integer, Address> {
    private static final long serialVersionUID = 1;

    private final TlsKey key;
    private final byte[] token;
    private final int together;

    /**
     * @param together servers that share an executor's memory
     */
    Start(TlsKey key, Token token, int together) {
      this.key = key;
      this.token = token.bytes();
      this.together = together;
    }

    @Override
    public Address call(Integer number) {
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      ParameterServer server =
          ParameterServer.startForOneRun(
              host,
              key.encryption(),
              Token.of(token),
              Runtime.getRuntime().maxMemory() / 2 / together,
              PATIENCE);
      return new Address(host, server.address().getPort());
    }
  }
}
