package io.lamina.parameters.server;

import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.Token;
import io.lamina.parameters.part.PartLink;
import io.lamina.parameters.part.StagePart;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a server holds for one run: a token for its workers, and parts of its stages. Thread-safe.
 */
public final class Run implements Access {
  private final Token token;
  private final ByteBufAllocator allocator;
  private final Map<String, StagePart> stages = new ConcurrentHashMap<>();
  private boolean abandoned;

  /**
   * @param token what the run's workers have to show
   * @param allocator of the parts' buffers
   */
  public Run(Token token, ByteBufAllocator allocator) {
    this.token = token;
    this.allocator = allocator;
  }

  /** Its workers, and nobody else. */
  @Override
  public Optional<Supplier<ChannelHandler>> of(byte[] shown) {
    return token.matches(shown)
        ? Optional.of(() -> new ServerConnection(stages))
        : Optional.empty();
  }

  /** The parts by their stages' names. */
  Map<String, StagePart> stages() {
    return stages;
  }

  /**
   * Takes in a part of a stage.
   *
   * @throws IllegalStateException if there is a part of a stage of this name, or the run is
   *     abandoned
   */
  public synchronized StagePart host(
      StageSpec spec, StageState start, long generation, PartLink.Owner owner) {
    if (abandoned) {
      throw new IllegalStateException(
          "cannot open stage " + spec.stage() + ": the parameter server is closed");
    }
    StagePart part =
        new StagePart(
            spec, start, generation, owner, allocator, ended -> stages.remove(spec.stage(), ended));
    if (stages.putIfAbsent(spec.stage(), part) != null) {
      throw new IllegalStateException("stage " + spec.stage() + " is open already");
    }
    return part;
  }

  /** Gives all parts up. */
  void abandon(String reason) {
    synchronized (this) {
      abandoned = true;
    }
    stages.values().forEach(part -> part.abandon(reason));
  }
}
