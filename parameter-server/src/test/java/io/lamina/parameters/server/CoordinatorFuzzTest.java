package io.lamina.parameters.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.Token;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.wire.ControlWire;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.Frames;
import io.lamina.parameters.wire.Spoiling;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server whose coordinators have gone mad: the run of one that has not takes no harm. */
class CoordinatorFuzzTest {
  private static final int FRAMES = 100_000;
  private static final int MILLIONS = 2_000_000;
  private static final int LENGTH = 6;
  private static final long ROOM = 1L << 20;
  private static final int HONEST = 1;

  /** Shards that carry as much as there can be. */
  private static final VectorSpec HUGE =
      new VectorSpec(LENGTH, LENGTH, VectorSpec.MAX_LENGTH - LENGTH);

  private final Token token = Token.random();
  private final Token workers = Token.random();
  private final CountingAllocator allocator = new CountingAllocator();
  private final Runs runs = new Runs(token, allocator.get(), ROOM, () -> {});
  private final Reception reception = new Reception(runs);

  private static StageSpec spec(String stage, int shards) {
    return spec(stage, shards, VectorSpec.ofParameters(LENGTH));
  }

  private static StageSpec spec(String stage, int shards, VectorSpec vector) {
    return Specs.of(
        stage, RoundsSpec.synchronous(shards, 2, 1000), vector, OuterOptimizer.average());
  }

  private static ByteBuf begin(byte type, int part) {
    return Wire.begin(Unpooled.buffer(), type).writeIntLE(part);
  }

  private static ByteBuf run(Token token) {
    return Wire.end(Wire.begin(Unpooled.buffer(), ControlWire.RUN).writeBytes(token.bytes()));
  }

  /** Has a part opened at round 0. */
  private static List<ByteBuf> open(int part, StageSpec spec) {
    ByteBuf head = begin(ControlWire.OPEN, part).writeLongLE(1).writeIntLE(0);
    ControlWire.writeSpec(head, spec);
    byte[] values = Frames.bytes(new float[(int) Math.min(LENGTH, spec.stateValues())]);
    return List.of(Wire.end(head), Frames.chunk(values, 0, values.length));
  }

  /** Every kind of order there is. */
  private static List<ByteBuf> plausible(Random random) {
    int part = random.nextInt(3);
    return switch (random.nextInt(10)) {
      case 0 -> List.of(run(Token.random()));
      case 1 -> List.of(Wire.end(begin(ControlWire.FENCE, part).writeLongLE(random.nextInt(9))));
      case 2 -> List.of(Wire.end(begin(ControlWire.COMMIT, part)));
      case 3 -> List.of(Wire.end(begin(ControlWire.BRING, part)));
      case 4 -> {
        ByteBuf end = begin(ControlWire.END, part).writeByte(random.nextInt(4));
        Wire.writeText(end, "x");
        yield List.of(Wire.end(end));
      }
      case 5 -> List.of(Wire.end(begin(ControlWire.DROP, part)));
      case 6 -> List.of(Frames.of(Wire.PING));
      case 7 -> open(part, spec("huge", Integer.MAX_VALUE, HUGE));
      default -> new ArrayList<>(open(part, spec("s" + part, 1 + random.nextInt(2))));
    };
  }

  @Test
  void whatCoordinatorsGoneMadSayHarmsNobodyElse() {
    coordinatorsGoMad(FRAMES);
  }

  @Test
  @Tag("soak")
  void nobodyIsHarmedByMillionsOfTheirFrames() {
    coordinatorsGoMad(MILLIONS);
  }

  private void coordinatorsGoMad(int count) {
    Random random = new Random(20_261_126);
    Spoiling spoiling = new Spoiling(random);
    EmbeddedPeer honest = EmbeddedPeer.known(reception, token, allocator.get());
    honest.say(run(workers));
    open(HONEST, spec("honest", 1)).forEach(honest::say);
    assertThat(honest.heardTypes()).containsExactly(ControlWire.OPENED);
    long most = 0;
    int sent = 0;
    while (sent < count) {
      EmbeddedPeer mad = EmbeddedPeer.known(reception, token, allocator.get());
      mad.say(run(Token.random()));
      for (int i = 0; i < 60 && !mad.hungUpOn(); i++) {
        for (ByteBuf frame : plausible(random)) {
          mad.say(spoiling.spoil(frame));
          sent++;
        }
      }
      mad.heard();
      most = Math.max(most, allocator.bytes());
      mad.close();
    }
    assertThat(most).isLessThan(4L * Wire.MAX_BODY);
    finishes(honest);
    honest.close();
    assertThat(reception.workers()).isZero();
    assertThat(allocator.bytes()).isZero();
    assertThat(runs.reserve(spec("all of it", 1000))).as("room is given back").isEmpty();
  }

  /** A part says that its round is complete in the moment in which it is dropped. */
  @Test
  void nothingIsSaidOfAPartThatWasDropped() {
    EmbeddedPeer coordinator = EmbeddedPeer.known(reception, token, allocator.get());
    coordinator.say(run(workers));
    open(1, spec("s", 1)).forEach(coordinator::say);
    assertThat(coordinator.heardTypes()).containsExactly(ControlWire.OPENED);
    EmbeddedPeer worker = EmbeddedPeer.known(reception, workers, allocator.get());
    worker.say(Frames.push(Pushes.of(new PushId("s", 1, 0, 0), 1), new float[LENGTH]));
    coordinator.say(Wire.end(begin(ControlWire.DROP, 1)));
    assertThat(coordinator.heardTypes()).containsExactly(ControlWire.DROPPED);
    worker.close();
    coordinator.close();
  }

  /** Its worker pushes, its coordinator commits, and what was pushed is in the state. */
  private void finishes(EmbeddedPeer honest) {
    EmbeddedPeer worker = EmbeddedPeer.known(reception, workers, allocator.get());
    float[] values = new float[LENGTH];
    java.util.Arrays.fill(values, 0.5f);
    worker.say(Frames.push(Pushes.of(new PushId("honest", 1, 0, 0), 1), values));
    assertThat(worker.heardTypes()).containsExactly(Wire.ACK);
    assertThat(honest.heardTypes()).containsExactly(ControlWire.COMPLETE, ControlWire.REPORTS);
    honest.say(Wire.end(begin(ControlWire.COMMIT, HONEST)));
    honest.say(Wire.end(begin(ControlWire.BRING, HONEST)));
    List<EmbeddedPeer.Answer> answers = honest.heard();
    assertThat(answers)
        .extracting(EmbeddedPeer.Answer::type)
        .containsExactly(ControlWire.STATE, Wire.CHUNK);
    for (int i = 0; i < LENGTH; i++) {
      assertThat(answers.get(1).body().readFloatLE()).isEqualTo(0.5f);
    }
    worker.close();
  }
}
