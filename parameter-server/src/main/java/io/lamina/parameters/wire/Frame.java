package io.lamina.parameters.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/** A frame that has come, without its length; of a {@link Wire#CHUNK} perhaps a piece. */
public final class Frame extends DefaultByteBufHolder {
  private final byte type;

  Frame(byte type, ByteBuf body) {
    super(body);
    this.type = type;
  }

  public byte type() {
    return type;
  }

  public ByteBuf body() {
    return content();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && type == ((Frame) other).type;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + type;
  }
}
