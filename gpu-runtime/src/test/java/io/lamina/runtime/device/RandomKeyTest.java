package io.lamina.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RandomKeyTest {
  private final RandomKey key = RandomKey.of(1).with("layer").with(2);

  @Test
  void fillDrawsTheNumbersOneByOneWould() {
    int[] numbers = new int[10_000];
    key.fill(123, numbers, numbers.length);

    for (int i = 0; i < numbers.length; i++) {
      assertThat(numbers[i]).isEqualTo(key.bits(123 + i));
    }
  }

  @Test
  void fillShortDrawsTheNumbersOneByOneWould() {
    for (int count : new int[] {1, 8191, 8193, RandomKey.BLOCK}) {
      int[] numbers = new int[count];
      key.fillShort(3 * RandomKey.BLOCK, numbers, count);

      for (int i = 0; i < count; i++) {
        assertThat(numbers[i]).isEqualTo(key.shortBits(3 * RandomKey.BLOCK + i));
      }
    }
  }

  @Test
  void halvesOfANumberAreIndependent() {
    double sum = 0;
    double product = 0;
    int half = RandomKey.BLOCK / 2;
    for (int block = 0; block < 8; block++) {
      for (int i = 0; i < half; i++) {
        double low = key.shortBits(block * RandomKey.BLOCK + i) / 65536.0 - 0.5;
        double high = key.shortBits(block * RandomKey.BLOCK + half + i) / 65536.0 - 0.5;
        sum += low + high;
        product += low * high;
      }
    }
    assertThat(sum / (16 * half)).isCloseTo(0, Offset.offset(0.004));
    assertThat(product / (8 * half)).isCloseTo(0, Offset.offset(0.002));
  }

  @Test
  void otherPartsAreOtherStreams() {
    Set<Integer> firsts = new HashSet<>();
    for (int part = 0; part < 1000; part++) {
      firsts.add(key.with(part).bits(0));
      firsts.add(key.with("part " + part).bits(0));
    }

    assertThat(firsts).hasSizeGreaterThan(1998);
  }

  @Test
  void uniformNumbersFillTheUnitIntervalEvenlyAndWithoutCorrelation() {
    int draws = 100_000;
    double sum = 0;
    double squares = 0;
    double lagged = 0;
    int[] bins = new int[20];
    for (int i = 0; i < draws; i++) {
      double u = key.uniform(i);
      assertThat(u).isBetween(0.0, 1 - 0x1p-24);
      sum += u;
      squares += u * u;
      lagged += u * key.uniform(i + 1);
      bins[(int) (u * bins.length)]++;
    }
    assertThat(sum / draws).isCloseTo(0.5, Offset.offset(0.004));
    assertThat(squares / draws).isCloseTo(1 / 3.0, Offset.offset(0.004));
    assertThat(lagged / draws).isCloseTo(0.25, Offset.offset(0.004));
    for (int bin : bins) {
      assertThat(bin).isBetween(4_700, 5_300);
    }
  }

  @Test
  void shardsOfOneStepAreIndependent() {
    double product = 0;
    for (int i = 0; i < 50_000; i++) {
      double a = key.with(0).uniform(i) - 0.5;
      double b = key.with(1).uniform(i) - 0.5;
      product += a * b;
    }
    assertThat(product / 50_000).isCloseTo(0, Offset.offset(0.002));
  }
}
