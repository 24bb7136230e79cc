package io.lamina.jobs.training;

import io.lamina.parameters.Encryption;
import io.lamina.parameters.Fingerprint;
import io.lamina.parameters.Token;
import io.lamina.runtime.device.Device;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the driver tells the workers of a stage. The token in it travels with Spark's tasks, whose
 * channel is authenticated and encrypted; {@link #toString} does not show it.
 */
final class WorkerOrder implements Serializable {
  private static final long serialVersionUID = 2;

  private final String plan;
  private final StageWork work;
  private final Device device;
  private final long generation;
  private final double rate;
  private final int rounds;
  private final List<Long> shardSizes;
  private final List<Server> servers;
  private final byte[] token;
  private final byte[] certificate;

  /**
   * @param plan the plan's canonical YAML
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
  WorkerOrder(
      String plan,
      StageWork work,
      Device device,
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

  TrainingPlan plan() {
    return read(plan);
  }

  /** The plan the driver sent. */
  static TrainingPlan read(String yaml) {
    try {
      return new PlanReader().read(new PlanText("the driver's plan", yaml), List.of());
    } catch (InvalidPlanException e) {
      throw new IllegalStateException("the driver sent a plan that cannot be read", e);
    }
  }

  StageWork work() {
    return work;
  }

  Device device() {
    return device;
  }

  long generation() {
    return generation;
  }

  /** What the plan's learning rates are multiplied by. */
  double rate() {
    return rate;
  }

  int rounds() {
    return rounds;
  }

  int shards() {
    return shardSizes.size();
  }

  /**
   * The oldest round whose vector will do for a worker.
   *
   * @param next the round that it trains next; the stage's rounds, and it waits for the end
   */
  int oldest(int next, int staleness) {
    return next == rounds ? rounds : Math.max(0, next - staleness);
  }

  long shardSize(int shard) {
    return shardSizes.get(shard);
  }

  /** The servers, looked up where this is called. */
  List<InetSocketAddress> servers() {
    return servers.stream().map(s -> new InetSocketAddress(s.host, s.port)).toList();
  }

  Token token() {
    return Token.of(token);
  }

  Encryption encryption() {
    return certificate.length == 0
        ? Encryption.none()
        : Encryption.pinned(Fingerprint.of(certificate));
  }

  @Override
  public String toString() {
    return work.stage() + ", generation " + generation + ", servers " + servers;
  }
}
