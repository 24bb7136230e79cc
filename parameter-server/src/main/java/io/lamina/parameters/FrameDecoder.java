package io.lamina.parameters;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Cuts the stream into frames without their length. The length is checked before anything is
 * allocated for the frame: up to a hello's until {@link #trust} is called, up to a chunk's after.
 */
final class FrameDecoder extends ByteToMessageDecoder {
  private int maxBody;

  FrameDecoder(int maxBody) {
    this.maxBody = maxBody;
  }

  void trust() {
    maxBody = Wire.MAX_BODY;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    int length = in.getIntLE(in.readerIndex());
    if (length < 1 || length > maxBody) {
      in.skipBytes(in.readableBytes());
      throw new CorruptedFrameException("a frame of " + length + " bytes, at most " + maxBody);
    }
    if (in.readableBytes() < Integer.BYTES + length) {
      return;
    }
    in.skipBytes(Integer.BYTES);
    out.add(in.readRetainedSlice(length));
  }
}
