package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.Workload;
import io.lamina.runtime.train.Rounds;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.TrainerCase;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken of a card and of the host: no more than was said before, and all is given back. */
class MemoryTest {
  private static final int INPUTS = 35;
  private static final int SMALL = 5;
  private static final int FEW = 20;
  private static final int MANY = 2000;

  /** A value's share of what a bfloat16 copy's columns are rounded up by: of 9 to 16, at most. */
  private static final double ROUNDED_UP = Short.BYTES * 7 / 9.0;

  /** What the stand-in's products work in, of all that a card's may. */
  private static final long WORKSPACE = 1 << 10;

  @BeforeEach
  @AfterEach
  void nothingIsLeft() {
    assertThat(StandIn.held()).isZero();
    StandIn.configure(StandIn.CARDS);
  }

  static Stream<Arguments> trainers() {
    List<TrainerCase> few = TrainerCase.ofSomeKinds(INPUTS, FEW).toList();
    List<TrainerCase> many = TrainerCase.ofSomeKinds(INPUTS, MANY).toList();
    return IntStream.range(0, few.size())
        .boxed()
        .flatMap(
            i ->
                Stream.of(Rounding.values())
                    .map(rounding -> Arguments.of(few.get(i), many.get(i), rounding)));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aTrainerTakesNoMoreThanWasSaid(TrainerCase few, TrainerCase many, Rounding rounding) {
    long smaller = taken(few, FEW, rounding);
    assertThat(StandIn.mostInHost()).isEqualTo(CudaOperations.PINNED);
    long larger = taken(many, MANY, rounding);

    long said = said(few, rounding);
    assertThat(smaller).isLessThanOrEqualTo(said);
    assertThat(larger - smaller)
        .as("of mini-batches alone")
        .isPositive()
        .isLessThanOrEqualTo(said(many, rounding) - said);
  }

  private static long taken(TrainerCase tested, int batchSize, Rounding rounding) {
    StandIn.configure(StandIn.CARDS);
    try (Trainer trainer = tested.trainer(Opened.card(rounding))) {
      new Rounds(trainer, INPUTS, batchSize).make(1);
      return StandIn.mostOnCards();
    }
  }

  /** Without what there is for the driver, but for the rounding up of columns; of a stand-in. */
  private static long said(TrainerCase tested, Rounding rounding) {
    ReferenceOperations counted = ReferenceOperations.inPieces(CudaOperations.PIECE_OF_WORK);
    try (Trainer trainer = tested.trainer(counted)) {
      assertThat(trainer.vector().length()).isPositive();
      Workload workload = new Workload(counted.values(), 0);
      MatrixMemory memory = new CudaProvider().memory(rounding.kind(), workload);
      assertThat(memory.host()).isEqualTo(CudaOperations.PINNED);
      double roundedUp = rounding == Rounding.BF16 ? ROUNDED_UP * counted.values() : 0;
      long spare = CudaProvider.CONTEXT + Products.WORKSPACES - WORKSPACE;
      return memory.device() - spare + (long) roundedUp;
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOpenedCardHasItsOwnBlocks(Rounding rounding) {
    try (Operations card = Opened.card(rounding)) {
      assertThat(card.device()).startsWith(rounding.kind().name());
      assertThat(StandIn.mostOnCards()).isEqualTo(CudaOperations.ON_CARD);
      assertThat(StandIn.mostInHost()).isEqualTo(CudaOperations.PINNED);
    }
  }

  /** With bfloat16 copies, beside all that the other kinds have. */
  @ParameterizedTest
  @MethodSource("differentTrainers")
  void roundsLeaveNothingBehind(TrainerCase tested) {
    try (Trainer trainer = tested.trainer(Opened.card(Rounding.BF16))) {
      Rounds rounds = new Rounds(trainer, SMALL, SMALL);
      rounds.make(10);
      long held = StandIn.held();
      long bytes = StandIn.mostOnCards();
      rounds.make(290);
      assertThat(StandIn.held()).as("blocks and objects").isEqualTo(held);
      assertThat(StandIn.mostOnCards()).isEqualTo(bytes);
      assertThat(StandIn.mostInHost()).isEqualTo(CudaOperations.PINNED);
    }
  }

  static Stream<TrainerCase> differentTrainers() {
    List<TrainerCase> all = TrainerCase.ofEveryKind(SMALL, SMALL).toList();
    return Stream.of(0, all.size() / 2, all.size() - 1).map(all::get);
  }
}
