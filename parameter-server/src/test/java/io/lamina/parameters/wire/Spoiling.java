package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes frames that are nearly right: bits are turned, ends missing, old ones come again. */
public final class Spoiling {
  private final Random random;
  private final List<byte[]> recorded = new ArrayList<>();

  public Spoiling(Random random) {
    this.random = random;
  }

  /** Spoils a frame, mostly in one place; one in three stays as it is. */
  public ByteBuf spoil(ByteBuf frame) {
    record(frame);
    int at = random.nextInt(frame.readableBytes());
    return switch (random.nextInt(12)) {
      case 0 -> frame.setByte(at, frame.getByte(at) ^ (1 << random.nextInt(8)));
      case 1 -> frame.writerIndex(at); // The stream goes on in the middle of the frame.
      case 2 -> Wire.end(frame.writerIndex(Math.max(5, at)));
      case 3 -> Wire.end(frame.writeLongLE(random.nextLong()));
      case 4 -> frame.setIntLE(0, random.nextInt());
      case 5 -> frame.setIntLE(0, random.nextInt(2 * Wire.MAX_BODY));
      case 6 -> frame.setByte(4, random.nextInt(256));
      case 7 -> {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        yield Unpooled.wrappedBuffer(noise);
      }
      case 8 -> recorded.isEmpty() ? frame : replayed();
      default -> frame;
    };
  }

  private ByteBuf replayed() {
    return Unpooled.wrappedBuffer(recorded.get(random.nextInt(recorded.size())).clone());
  }

  private void record(ByteBuf frame) {
    byte[] bytes = new byte[frame.readableBytes()];
    frame.getBytes(frame.readerIndex(), bytes);
    if (recorded.size() < 500) {
      recorded.add(bytes);
    } else {
      recorded.set(random.nextInt(recorded.size()), bytes);
    }
  }
}
