package io.lamina.jobs.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  static IntStream sizes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 70), IntStream.of(127, 128, 129, 1000, 4095, 4096, 4097, 60000));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyNumberHasAPlaceOfItsOwn(int size) {
    for (long seed = 0; seed < 3; seed++) {
      assertThat(LongStream.of(order(size, seed)).sorted().toArray())
          .isEqualTo(LongStream.range(0, size).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 40, (1L << 40) + 1, 1L << 61})
  void largeOnesStayInside(long size) {
    Permutation permutation = new Permutation(size, 5);
    Set<Long> places = new HashSet<>();
    for (long i = 0; i < 1000; i++) {
      long place = permutation.of(size - 1 - i);
      assertThat(place).isBetween(0L, size - 1);
      places.add(place);
    }
    assertThat(places).hasSize(1000);
  }

  @Test
  void anotherSeedIsAnotherOrder() {
    Set<List<Long>> orders = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      orders.add(LongStream.of(order(20, seed)).boxed().toList());
    }
    assertThat(orders).hasSize(50);
  }

  @Test
  void everyPlaceIsAsLikelyForEveryNumber() {
    int size = 5;
    int seeds = 5000;
    int[][] times = new int[size][size];
    for (int seed = 0; seed < seeds; seed++) {
      long[] order = order(size, seed);
      for (int number = 0; number < size; number++) {
        times[number][(int) order[number]]++;
      }
    }
    List<Integer> all = new ArrayList<>();
    for (int[] row : times) {
      IntStream.of(row).forEach(all::add);
    }
    // 1000 expected; 28 is their standard deviation were they drawn at random.
    assertThat(all).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
  }

  @Test
  void nothingCannotBeShuffled() {
    assertThatThrownBy(() -> new Permutation(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static long[] order(int size, long seed) {
    Permutation permutation = new Permutation(size, seed);
    return LongStream.range(0, size).map(permutation::of).toArray();
  }
}
