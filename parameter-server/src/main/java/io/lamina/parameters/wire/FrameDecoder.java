package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Cuts the stream into frames. The length is checked before anything is allocated for the frame: up
 * to a hello's until {@link #trust} is called, up to a chunk's after.
 *
 * <p>A chunk is passed on in pieces as its bytes come, each a whole number of values but the last:
 * put together first, all bytes of a vector would be copied once more.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
  private static final int HEAD = Integer.BYTES + 1;

  private int maxBody;

  /** Bytes of a chunk that are still to come. */
  private int left;

  /** The beginning of a value whose end has not come. */
  private final byte[] split = new byte[Float.BYTES];

  private int splitBytes;

  public FrameDecoder(int maxBody) {
    this.maxBody = maxBody;
  }

  public void trust() {
    maxBody = Wire.MAX_BODY;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (left > 0) {
      out.addAll(piece(context, in));
      return;
    }
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    int length = in.getIntLE(in.readerIndex());
    if (length < 1 || length > maxBody) {
      in.skipBytes(in.readableBytes());
      throw new CorruptedFrameException("a frame of " + length + " bytes, at most " + maxBody);
    }
    if (in.readableBytes() < HEAD) {
      return;
    }
    byte type = in.getByte(in.readerIndex() + Integer.BYTES);
    if (type == Wire.CHUNK && length > 1) {
      in.skipBytes(HEAD);
      left = length - 1;
    } else if (in.readableBytes() >= Integer.BYTES + length) {
      in.skipBytes(HEAD);
      out.add(new Frame(type, in.readRetainedSlice(length - 1)));
    }
  }

  /** The next piece of a chunk, if there is one. */
  private List<Frame> piece(ChannelHandlerContext context, ByteBuf in) {
    int come = Math.min(in.readableBytes(), left);
    int whole = come == left ? come : come - come % Float.BYTES;
    if (splitBytes == 0 && whole > 0) {
      left -= whole;
      return List.of(new Frame(Wire.CHUNK, in.readRetainedSlice(whole)));
    }
    int part = Math.min(come, Float.BYTES - splitBytes);
    in.readBytes(split, splitBytes, part);
    splitBytes += part;
    left -= part;
    if (splitBytes < Float.BYTES && left > 0) {
      return List.of();
    }
    ByteBuf value = context.alloc().buffer(splitBytes).writeBytes(split, 0, splitBytes);
    splitBytes = 0;
    return List.of(new Frame(Wire.CHUNK, value));
  }
}
