package io.lamina.parameters.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.Token;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.coordinator.OpenStage;
import io.lamina.parameters.part.StagePart;
import io.lamina.parameters.wire.CountingAllocator;
import io.lamina.parameters.wire.Frames;
import io.lamina.parameters.wire.Spoiling;
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Frames that are random, mutated, truncated, oversized, mistyped or replayed, from a seed. The
 * server forgets who sent them; an honest stage comes through.
 */
class FuzzTest {
  private static final int FRAMES = 200_000;
  private static final int MILLIONS = 4_000_000;
  private static final int LENGTH = 6;
  private static final int BYTES = LENGTH * Float.BYTES;

  private final CountingAllocator allocator = new CountingAllocator();
  private final Token token = Token.random();
  private final Map<String, StagePart> stages = new ConcurrentHashMap<>();
  private final Reception reception = new Reception(new OneToken(token, stages));

  private OpenStage open(String name, int rounds) {
    StageSpec spec =
        Specs.of(
            name,
            RoundsSpec.synchronous(2, rounds, 1000),
            VectorSpec.ofParameters(LENGTH),
            OuterOptimizer.average());
    return OpenStage.atRoundZero(spec, round -> {}, allocator.get(), stages);
  }

  /** Every kind of frame there is, as a worker of the stage that is attacked would send it. */
  private static List<ByteBuf> plausible(Random random) {
    int round = random.nextInt(3);
    Push push = Pushes.of(new PushId("decoy", 1, round, random.nextInt(2)), 1);
    byte[] values = Frames.bytes(new float[LENGTH]);
    int cut = 1 + random.nextInt(values.length);
    return switch (random.nextInt(6)) {
      case 0 -> List.of(Frames.pull("decoy", 1, round));
      case 1 -> List.of(Frames.of(Wire.PING));
      case 2 -> List.of(Frames.fail("decoy", 2, "x"));
      case 3 -> List.of(Frames.announcement(push, BYTES), Frames.chunk(values, 0, cut));
      default -> new ArrayList<>(Frames.push(push, new float[LENGTH], random));
    };
  }

  @Test
  void whatWorkersGoneMadSayHarmsNobodyElse() {
    workersGoMad(FRAMES);
  }

  @Test
  @Tag("soak")
  void nobodyIsHarmedByMillionsOfTheirFrames() {
    workersGoMad(MILLIONS);
  }

  private void workersGoMad(int count) {
    Random random = new Random(20_260_101);
    Spoiling spoiling = new Spoiling(random);
    OpenStage honest = open("honest", 2);
    OpenStage decoy = open("decoy", 3);
    long most = 0;
    int sent = 0;
    while (sent < count) {
      EmbeddedPeer mad = EmbeddedPeer.known(reception, token, allocator.get());
      for (int i = 0; i < 60 && !mad.hungUpOn(); i++) {
        for (ByteBuf frame : plausible(random)) {
          mad.say(spoiling.spoil(frame));
          sent++;
        }
      }
      mad.heard();
      most = Math.max(most, allocator.bytes());
      mad.close();
      assertThat(decoy.part().waiting()).isZero();
      if (decoy.stage().result().isDone()) {
        decoy.close();
        decoy = open("decoy", 3);
      }
    }
    assertThat(most).isLessThan(4L * Wire.MAX_BODY);
    finishes(honest);
    decoy.close();
    honest.close();
    assertThat(reception.workers()).isZero();
    assertThat(allocator.bytes()).isZero();
  }

  private void finishes(OpenStage honest) {
    EmbeddedPeer worker = EmbeddedPeer.known(reception, token, allocator.get());
    float[] values = new float[LENGTH];
    java.util.Arrays.fill(values, 0.5f);
    for (int round = 0; round < 2; round++) {
      for (int shard = 0; shard < 2; shard++) {
        worker.say(Frames.push(Pushes.of(new PushId("honest", 1, round, shard), 1), values));
      }
    }
    worker.say(Frames.pull("honest", 1, 2));
    assertThat(worker.heardTypes())
        .containsExactly(Wire.ACK, Wire.ACK, Wire.ACK, Wire.ACK, Wire.FINISHED);
    assertThat(honest.stage().result().join().vector()).containsOnly(1f);
    worker.close();
  }

  @Test
  void whatStrangersSayIsNeverAnswered() {
    strangersSpeak(FRAMES / 3);
  }

  @Test
  @Tag("soak")
  void millionsOfStrangersFramesAreNeverAnswered() {
    strangersSpeak(MILLIONS);
  }

  private void strangersSpeak(int count) {
    Random random = new Random(20_260_102);
    Spoiling spoiling = new Spoiling(random);
    OpenStage stage = open("decoy", 3);
    int sent = 0;
    while (sent < count) {
      EmbeddedPeer stranger = new EmbeddedPeer(reception, allocator.get());
      for (int i = 0; i < 3; i++) {
        List<ByteBuf> frames = plausible(random);
        if (random.nextBoolean()) {
          // A hello that is right but for one bit.
          ByteBuf hello = Frames.hello(token);
          int at = 4 + random.nextInt(hello.readableBytes() - 4);
          stranger.say(hello.setByte(at, hello.getByte(at) ^ (1 << random.nextInt(8))));
          sent++;
        }
        for (ByteBuf frame : frames) {
          stranger.say(spoiling.spoil(frame));
          sent++;
        }
      }
      assertThat(stranger.heard()).isEmpty();
      stranger.close();
    }
    assertThat(stage.round()).isZero();
    assertThat(reception.strangers()).isZero();
    assertThat(reception.workers()).isZero();
    stage.close();
    assertThat(allocator.bytes()).isZero();
  }
}
