package io.lamina.jobs.training.worker;

import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.parameters.Token;
import io.lamina.parameters.wire.Encryption;
import io.lamina.parameters.wire.Fingerprint;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the driver tells the workers of a stage. The token in it travels with Spark's tasks, whose
 * channel is authenticated and encrypted; {@link #toString} does not show it.
 */
public final class WorkerOrder implements Serializable {
  private static final long serialVersionUID = 2;

  private final SentPlan plan;
  private final StageWork work;
  private final DeviceKind device;
  private final long generation;
  private final double rate;
  private final int rounds;
  private final List<Long> shardSizes;
  private final List<Server> servers;
  private final byte[] token;
  private final byte[] certificate;

  /**
   * @param plan of the run
   * @param work what to train
   * @param device the kind of device to train on
   * @param generation of the workers
   * @param rate what the plan's learning rates are multiplied by
   * @param rounds of the stage
   * @param shardSizes examples of every shard
   * @param servers where the parameter servers listen, by the parts they hold
   * @param token to show them
   * @param certificate of theirs; empty if they do not encrypt
   */
  public WorkerOrder(
      SentPlan plan,
      StageWork work,
      DeviceKind device,
      long generation,
      double rate,
      int rounds,
      List<Long> shardSizes,
      List<InetSocketAddress> servers,
      Token token,
      Optional<Fingerprint> certificate) {
    this.plan = plan;
    this.work = work;
    this.device = device;
    this.generation = generation;
    this.rate = rate;
    this.rounds = rounds;
    this.shardSizes = shardSizes;
    this.servers =
        List.copyOf(servers.stream().map(s -> new Server(s.getHostString(), s.getPort())).toList());
    this.token = token.bytes();
    this.certificate = certificate.map(Fingerprint::bytes).orElseGet(() -> new byte[0]);
  }

  private record Server(String host, int port) implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  public TrainingPlan plan() {
    return plan.plan();
  }

  public StageWork work() {
    return work;
  }

  public DeviceKind device() {
    return device;
  }

  public long generation() {
    return generation;
  }

  /** What the plan's learning rates are multiplied by. */
  public double rate() {
    return rate;
  }

  public int rounds() {
    return rounds;
  }

  public int shards() {
    return shardSizes.size();
  }

  /**
   * The oldest round whose vector will do for a worker.
   *
   * @param next the round that it trains next; the stage's rounds, and it waits for the end
   */
  public int oldest(int next, int staleness) {
    return next == rounds ? rounds : Math.max(0, next - staleness);
  }

  public long shardSize(int shard) {
    return shardSizes.get(shard);
  }

  /** The servers, looked up where this is called. */
  public List<InetSocketAddress> servers() {
    return servers.stream().map(s -> new InetSocketAddress(s.host, s.port)).toList();
  }

  public Token token() {
    return Token.of(token);
  }

  public Encryption encryption() {
    return certificate.length == 0
        ? Encryption.none()
        : Encryption.pinned(Fingerprint.of(certificate));
  }

  @Override
  public String toString() {
    return work.stage() + ", generation " + generation + ", servers " + servers;
  }
}
