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
import io.lamina.parameters.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker's connection, without a network; every byte the server allocates is counted. */
class ServerConnectionTest {
  private static final int LENGTH = 100;
  private static final int BYTES = LENGTH * Float.BYTES;
  private static final byte[] HALF = new byte[LENGTH * Float.BYTES / 2];

  private final CountingAllocator allocator = new CountingAllocator();
  private final Token token = Token.random();
  private final Map<String, StagePart> stages = new ConcurrentHashMap<>();
  private final Reception reception = new Reception(new OneToken(token, stages));
  private final List<EmbeddedPeer> peers = new ArrayList<>();
  private final OpenStage stage = open(2);

  private OpenStage open(int shards) {
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(shards, 3, 1000),
            VectorSpec.ofParameters(LENGTH),
            OuterOptimizer.average());
    return OpenStage.atRoundZero(spec, round -> {}, allocator.get(), stages);
  }

  private EmbeddedPeer worker() {
    EmbeddedPeer peer = EmbeddedPeer.known(reception, token, allocator.get());
    peers.add(peer);
    return peer;
  }

  private static Push push(long generation, int round, int shard) {
    return Pushes.of(new PushId("s", generation, round, shard), 10);
  }

  private static ByteBuf whole(long generation, int round, int shard, float value) {
    return Frames.push(push(generation, round, shard), filled(value));
  }

  private static float[] filled(float value) {
    float[] values = new float[LENGTH];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static ByteBuf half() {
    return Frames.chunk(HALF, 0, HALF.length);
  }

  /** The values a new worker pulls. */
  private float[] pulled() {
    EmbeddedPeer peer = worker();
    peer.say(Frames.pull("s", stage.generation(), 0));
    List<EmbeddedPeer.Answer> answers = peer.heard();
    assertThat(answers)
        .extracting(EmbeddedPeer.Answer::type)
        .containsExactly(Wire.STATE, Wire.CHUNK);
    float[] values = new float[LENGTH];
    answers
        .get(1)
        .body()
        .nioBuffer()
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  @AfterEach
  void nothingIsLeft() {
    peers.forEach(EmbeddedPeer::close);
    assertThat(stage.part().waiting()).isZero();
    stage.close();
    assertThat(allocator.bytes()).isZero();
  }

  @Test
  void aConnectionThatDiesInTheMiddleOfAPushLeavesNoTrace() {
    EmbeddedPeer dying = worker();
    dying.say(Frames.announcement(push(1, 0, 0), BYTES));
    dying.say(half());
    dying.close();
    EmbeddedPeer other = worker();
    other.say(whole(1, 0, 1, 4f));
    assertThat(stage.round()).isZero();
    other.say(whole(1, 0, 0, 2f));
    assertThat(other.heardTypes()).containsExactly(Wire.ACK, Wire.ACK);
    assertThat(pulled()).isEqualTo(filled(3f));
  }

  @Test
  void ofTwoOverlappingPushesOfAShardTheOneThatIsWholeFirstCounts() {
    EmbeddedPeer slow = worker();
    EmbeddedPeer quick = worker();
    slow.say(Frames.announcement(push(1, 0, 0), BYTES));
    slow.say(half());
    quick.say(whole(1, 0, 0, 2f));
    slow.say(half());
    assertThat(slow.heardTypes()).containsExactly(Wire.ACK);
    quick.say(whole(1, 0, 1, 4f));
    assertThat(pulled()).isEqualTo(filled(3f));
  }

  @Test
  void aPushThatIsFencedOnItsWayInDoesNotCount() {
    EmbeddedPeer zombie = worker();
    zombie.say(Frames.announcement(push(1, 0, 0), BYTES));
    zombie.say(half());
    stage.stage().nextGeneration();
    zombie.say(half());
    assertThat(zombie.heardTypes()).containsExactly(Wire.ACK);
    zombie.say(Frames.fail("s", 1, "a zombie's last word"));
    assertThat(zombie.heardTypes()).containsExactly(Wire.ACK);
    EmbeddedPeer other = worker();
    other.say(whole(2, 0, 1, 4f));
    assertThat(stage.round()).isZero();
    other.say(whole(2, 0, 0, 2f));
    assertThat(pulled()).isEqualTo(filled(3f));
  }

  @Test
  void aPushToAStageThatIsOverIsTakenAndForgotten() {
    EmbeddedPeer late = worker();
    late.say(Frames.announcement(push(1, 0, 0), BYTES));
    late.say(half());
    stage.close();
    late.say(half());
    assertThat(late.heardTypes()).containsExactly(Wire.ACK);
    late.say(whole(1, 0, 1, 2f));
    assertThat(late.heardTypes()).containsExactly(Wire.ACK);
    late.say(Frames.pull("s", 1, 0));
    assertThat(late.heardTypes()).containsExactly(Wire.FENCED);
    late.say(Frames.fail("s", 1, "x"));
    assertThat(late.heardTypes()).containsExactly(Wire.ACK);
    assertThat(allocator.bytes()).isZero();
  }

  static Stream<ByteBuf> offences() {
    Push unknownShard = push(1, 0, 2);
    ByteBuf negativeRound = Frames.announcement(push(1, 0, 0), BYTES).setIntLE(13, -1);
    ByteBuf noExamples = Frames.announcement(push(1, 0, 0), BYTES).setLongLE(21, 0);
    ByteBuf pullTooLong = Wire.end(Frames.pull("s", 1, 0).writeByte(0));
    ByteBuf pullTooShort = Frames.of(Wire.PULL, (byte) 1);
    ByteBuf textTooLong = Wire.end(Frames.pull("s", 1, 0).setShortLE(21, 0xffff));
    return Stream.of(
        Frames.pullState("s", 1, 0, 0),
        Frames.pullState("s", 1, 0, -2),
        Frames.announcement(push(1, 0, 0), BYTES + 1),
        Frames.announcement(push(1, 0, 0), BYTES - 1),
        Frames.announcement(push(1, 0, 0), 0),
        Frames.announcement(push(1, 0, 0), -BYTES),
        Frames.announcement(push(1, 0, 0), BYTES | 1 << 30),
        Frames.announcement(unknownShard, BYTES),
        negativeRound,
        noExamples,
        Frames.chunk(HALF, 0, HALF.length),
        Unpooled.wrappedBuffer(
            Frames.announcement(push(1, 0, 0), BYTES), Frames.announcement(push(1, 0, 0), BYTES)),
        Unpooled.wrappedBuffer(Frames.announcement(push(1, 0, 0), BYTES), half(), half(), half()),
        Unpooled.wrappedBuffer(
            Frames.announcement(push(1, 0, 0), BYTES), half(), Frames.chunk(HALF, 0, 0)),
        Unpooled.wrappedBuffer(
            Frames.announcement(push(1, 0, 0), BYTES),
            Frames.chunk(new byte[2 * HALF.length + 1], 0, 2 * HALF.length + 1)),
        Unpooled.wrappedBuffer(Frames.pull("s", 1, 1), Frames.pull("s", 1, 1)),
        pullTooLong,
        pullTooShort,
        textTooLong,
        Wire.end(Frames.fail("s", 1, "x").writeByte(0)),
        Frames.of(Wire.PING, (byte) 0),
        Frames.of(Wire.HELLO),
        Frames.of(Wire.WELCOME),
        Frames.of(Wire.ACK),
        Frames.of(0),
        Frames.of(-1),
        Unpooled.buffer().writeIntLE(0),
        Unpooled.buffer().writeIntLE(Integer.MIN_VALUE),
        Unpooled.buffer().writeIntLE(Wire.MAX_BODY + 1));
  }

  @ParameterizedTest
  @MethodSource("offences")
  void whoBreaksTheRulesIsGivenUpAndNobodyElse(ByteBuf offence) {
    EmbeddedPeer offender = worker();
    offender.say(Unpooled.wrappedBuffer(offence, whole(1, 0, 0, 60f), whole(1, 0, 1, 60f)));
    assertThat(offender.hungUpOn()).isTrue();
    assertThat(reception.workers()).isZero();
    stage.stage().nextGeneration(); // What an offender pushed before its offence counted.
    EmbeddedPeer other = worker();
    other.say(whole(2, 0, 0, 2f));
    other.say(whole(2, 0, 1, 4f));
    assertThat(pulled()).isEqualTo(filled(3f));
  }

  @Test
  void aPullOfALaterRoundIsAnsweredWhenTheRoundOpens() {
    EmbeddedPeer waiting = worker();
    waiting.say(Frames.pull("s", 1, 1));
    assertThat(waiting.heard()).isEmpty();
    EmbeddedPeer other = worker();
    other.say(whole(1, 0, 0, 2f));
    other.say(whole(1, 0, 1, 4f));
    assertThat(waiting.heardTypes()).containsExactly(Wire.STATE, Wire.CHUNK);
    waiting.say(Frames.pull("s", 1, 2));
    assertThat(waiting.hungUpOn()).isFalse();
  }

  @Test
  void aWorkerThatIsThereBeforeItsGenerationWaitsForIt() {
    EmbeddedPeer early = worker();
    early.say(Frames.pull("s", 2, 0));
    assertThat(early.heard()).isEmpty();
    stage.stage().nextGeneration();
    assertThat(early.heardTypes()).containsExactly(Wire.STATE, Wire.CHUNK);
  }

  @Test
  void aPullOfAConnectionThatDiesIsForgotten() {
    EmbeddedPeer dying = worker();
    dying.say(Frames.pull("s", 1, 1));
    assertThat(stage.part().waiting()).isEqualTo(1);
    dying.close();
    assertThat(stage.part().waiting()).isZero();
  }

  @Test
  void aConnectionThatDiesBeforeItsVectorIsWrittenLosesNoBuffer() {
    EmbeddedPeer dying = worker();
    dying.say(Frames.pull("s", 1, 1));
    // Its end comes first, and the vector after it. (The channel's own close would wait for that.)
    dying
        .channel()
        .eventLoop()
        .execute(
            () -> {
              ChannelFuture unused = dying.channel().pipeline().close();
            });
    EmbeddedPeer other = worker();
    other.say(whole(1, 0, 0, 2f));
    other.say(whole(1, 0, 1, 4f));
    assertThat(dying.heard()).isEmpty();
  }

  private static void takes(EmbeddedPeer peer, boolean more) {
    peer.channel().unsafe().outboundBuffer().setUserDefinedWritability(1, more);
    peer.channel().runPendingTasks();
  }

  @Test
  void aVectorIsWrittenAsItsWorkerTakesIt() {
    EmbeddedPeer slow = worker();
    takes(slow, false);
    slow.say(Frames.pull("s", 1, 0));
    assertThat(slow.heardTypes()).containsExactly(Wire.STATE);
    takes(slow, true);
    assertThat(slow.heardTypes()).containsExactly(Wire.CHUNK);
    slow.say(Frames.pull("s", 1, 0));
    assertThat(slow.heardTypes()).containsExactly(Wire.STATE, Wire.CHUNK);
  }

  @Test
  void aConnectionThatDiesInTheMiddleOfAVectorLosesNoBuffer() {
    EmbeddedPeer slow = worker();
    takes(slow, false);
    slow.say(Frames.pull("s", 1, 0));
    assertThat(slow.heardTypes()).containsExactly(Wire.STATE);
    slow.close();
  }

  @Test
  void nothingIsReadFromAWorkerThatDoesNotTakeWhatWasWritten() {
    EmbeddedPeer slow = worker();
    takes(slow, false);
    assertThat(slow.channel().config().isAutoRead()).isFalse();
    takes(slow, true);
    assertThat(slow.channel().config().isAutoRead()).isTrue();
  }

  @Test
  void aWorkerThatSaysPingIsAliveAndOneThatIsSilentIsGivenUp() {
    EmbeddedPeer alive = worker();
    EmbeddedPeer silent = worker();
    for (int i = 0; i < 4; i++) {
      alive.channel().advanceTimeBy(Reception.SILENCE_SECONDS / 2 - 1, TimeUnit.SECONDS);
      alive.say(Frames.of(Wire.PING));
      assertThat(alive.heardTypes()).containsExactly(Wire.PONG);
    }
    silent.channel().advanceTimeBy(Reception.SILENCE_SECONDS - 1, TimeUnit.SECONDS);
    assertThat(silent.hungUpOn()).isFalse();
    silent.channel().advanceTimeBy(1, TimeUnit.SECONDS);
    assertThat(silent.hungUpOn()).isTrue();
  }

  @Test
  void aBadValueEndsTheStageForAll() {
    EmbeddedPeer waiting = worker();
    waiting.say(Frames.pull("s", 1, 1));
    EmbeddedPeer bad = worker();
    bad.say(whole(1, 0, 1, Float.NaN));
    assertThat(bad.heardTypes()).containsExactly(Wire.ACK);
    List<EmbeddedPeer.Answer> answers = waiting.heard();
    assertThat(answers).extracting(EmbeddedPeer.Answer::type).containsExactly(Wire.FAILED);
    assertThat(Wire.readText(answers.get(0).body()))
        .startsWith("s diverged in round 1: shard 1's update is NaN at value 0");
    assertThat(stage.stage().result()).isCompletedExceptionally();
  }
}
