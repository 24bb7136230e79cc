package io.lamina.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a difference is once it has travelled. */
class UpdateFormatTest {
  private static float[] travelled(UpdateFormat format, float... values) {
    ByteBuf wire = Unpooled.buffer();
    format.write(FloatBuffer.wrap(values), wire);
    assertThat(wire.readableBytes()).isEqualTo(values.length * format.bytes());
    ByteBuf arrived = Unpooled.buffer(values.length * Float.BYTES);
    format.widen(wire, arrived);
    assertThat(wire.isReadable()).isFalse();
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = arrived.readFloatLE();
    }
    return floats;
  }

  @Test
  void floatsTravelAsTheyAre() {
    float[] values = {0, -0f, Float.MIN_VALUE, 3.1415927f, Float.NaN, Float.NEGATIVE_INFINITY};
    assertThat(travelled(UpdateFormat.FLOAT32, values)).isEqualTo(values);
  }

  /** Of the two bfloat16s around a value the nearer, and the even one in the middle. */
  @Test
  void theNearestBfloat16IsTaken() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isNaN(value) || Math.abs(value) > Float.MAX_VALUE / 2) {
        continue;
      }
      int low = Float.floatToRawIntBits(value) & 0xFFFF0000;
      float down = Float.intBitsToFloat(low);
      float up = Float.intBitsToFloat(low + 0x10000);
      double toDown = Math.abs((double) value - down);
      double toUp = Math.abs((double) value - up);
      boolean downIsEven = (low & 0x10000) == 0;
      float nearest = toDown < toUp || (toDown == toUp && downIsEven) ? down : up;
      assertThat(travelled(UpdateFormat.BFLOAT16, value)[0]).isEqualTo(nearest);
      assertThat(Math.min(toDown, toUp)).isLessThanOrEqualTo(Math.abs(value) / 256 + 1e-38);
    }
  }

  @Test
  void whatIsNotFiniteStaysSo() {
    float quietInTheLowerHalf = Float.intBitsToFloat(0x7F800001);
    assertThat(
            travelled(
                UpdateFormat.BFLOAT16,
                quietInTheLowerHalf,
                -Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.MAX_VALUE))
        .containsExactly(Float.NaN, Float.NaN, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
  }
}
