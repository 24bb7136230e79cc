package io.lamina.parameters.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream comes out the same however the network cuts it. */
class FrameDecoderTest {
  private static final byte[] SOME = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

  private final CountingAllocator allocator = new CountingAllocator();
  private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(Wire.MAX_BODY));

  FrameDecoderTest() {
    channel.config().setAllocator(allocator.get());
  }

  @AfterEach
  void nothingIsLeft() {
    channel.finishAndReleaseAll();
    assertThat(allocator.bytes()).isZero();
  }

  private void hear(ByteBuf stream, int from, int to) {
    channel.writeInbound(Unpooled.copiedBuffer(stream.slice(from, to - from)));
  }

  /** Reads what came out: each frame's type and bytes; pieces of chunks put together. */
  private ByteBuf heard() {
    ByteBuf all = Unpooled.buffer();
    for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      if (frame.type() == Wire.CHUNK) {
        all.writeBytes(frame.body());
      } else {
        all.writeByte(frame.type()).writeBytes(frame.body());
      }
      frame.release();
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 9, 16, 100})
  void aStreamThatIsCutAnywhereGivesTheSameBytes(int most) {
    Random random = new Random(most);
    ByteBuf stream =
        Unpooled.wrappedBuffer(
            Frames.of(Wire.ACK),
            Frames.chunk(SOME, 0, 12),
            Frames.chunk(SOME, 2, 14),
            Frames.of(Wire.FAILED, SOME),
            Frames.chunk(SOME, 0, 14));

    for (int from = 0; from < stream.readableBytes(); ) {
      int to = Math.min(stream.readableBytes(), from + 1 + random.nextInt(most));
      hear(stream, from, to);
      from = to;
    }

    ByteBuf expected = Unpooled.buffer().writeByte(Wire.ACK).writeBytes(SOME, 0, 12);
    expected.writeBytes(SOME, 2, 12).writeByte(Wire.FAILED).writeBytes(SOME).writeBytes(SOME);
    assertThat(heard()).isEqualTo(expected);
  }

  @Test
  void everyPieceIsAWholeNumberOfValues() {
    ByteBuf stream = Frames.chunk(SOME, 0, 12);
    for (int i = 0; i < stream.readableBytes(); i += 6) {
      hear(stream, i, Math.min(stream.readableBytes(), i + 6));
    }

    int pieces = 0;
    for (Frame piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
      assertThat(piece.body().readableBytes()).isPositive().isEqualTo(4);
      piece.release();
      pieces++;
    }
    assertThat(pieces).isEqualTo(3);
  }

  @Test
  void aChunkWithoutAByteIsAFrameToo() {
    hear(Frames.chunk(SOME, 0, 0), 0, 5);

    Frame empty = channel.readInbound();
    assertThat(empty.type()).isEqualTo(Wire.CHUNK);
    assertThat(empty.body().isReadable()).isFalse();
    empty.release();
  }
}
