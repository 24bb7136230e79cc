package io.lamina.parameters.coordinator;

import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.Split;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.part.StagePart;
import io.netty.buffer.ByteBufAllocator;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A stage on one server without a network: the coordinator, and the part that workers speak to. */
public final class OpenStage implements AutoCloseable {
  private final Map<String, StagePart> parts = new HashMap<>();
  private final Stage stage;
  private final StagePart part;

  OpenStage(
      StageSpec spec,
      StageState start,
      RoundDelivery delivery,
      StateKeeper keeper,
      ByteBufAllocator allocator,
      Map<String, StagePart> served) {
    this.stage =
        Stage.open(
            new Split(spec, 1),
            start,
            new AtomicLong()::incrementAndGet,
            delivery,
            keeper,
            (index, own, from, generation, owner) -> {
              StagePart opened =
                  new StagePart(
                      own,
                      from,
                      generation,
                      owner,
                      allocator,
                      closed -> served.remove(spec.stage(), closed));
              parts.put("only", opened);
              served.put(spec.stage(), opened);
              return opened;
            });
    this.part = parts.get("only");
  }

  /** At its beginning, and nothing is kept of it. */
  public static OpenStage atRoundZero(
      StageSpec spec,
      RoundListener listener,
      ByteBufAllocator allocator,
      Map<String, StagePart> served) {
    return delivering(spec, atOnce(listener), allocator, served);
  }

  /** A delivery that is told while a round is committed. */
  static RoundDelivery atOnce(RoundListener listener) {
    return new RoundDelivery(listener, Runnable::run, Duration.ZERO);
  }

  /** At its beginning, and nothing is kept of it. */
  static OpenStage delivering(
      StageSpec spec,
      RoundDelivery delivery,
      ByteBufAllocator allocator,
      Map<String, StagePart> served) {
    return new OpenStage(
        spec,
        StageState.initial(spec, new float[spec.vector().length()]),
        delivery,
        StateKeeper.none(),
        allocator,
        served);
  }

  public Stage stage() {
    return stage;
  }

  public StagePart part() {
    return part;
  }

  public long generation() {
    return stage.generation();
  }

  public int round() {
    return stage.round();
  }

  void push(Push push, FloatBuffer values) {
    part.push(push, values);
  }

  void pull(long generation, int round, StagePart.Reader reader) {
    part.pull(generation, round, Pull.VECTOR, reader);
  }

  @Override
  public void close() {
    stage.close();
  }
}
