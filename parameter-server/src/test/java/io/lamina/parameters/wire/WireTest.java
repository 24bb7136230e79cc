package io.lamina.parameters.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.parameters.LossSum;
import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Recheck;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.UpdateFormat;
import io.lamina.parameters.VectorSpec;
import io.lamina.parameters.WorkerReport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that {@link Wire#VERSION} stands for: others need another version. */
class WireTest {
  @Test
  void aStageKeepsItsBytes() {
    StageSpec spec =
        new StageSpec(
            "layer 1",
            "train slower",
            new RoundsSpec(3, 8, 1000, 2),
            new VectorSpec(50, 30, 4),
            OuterOptimizer.nesterov(0.7, 0.9),
            UpdateFormat.BFLOAT16);
    ByteBuf frame = Unpooled.buffer();
    ControlWire.writeSpec(frame, spec);

    assertThat(ByteBufUtil.hexDump(frame))
        .isEqualTo(
            "07006c6179657220310c00747261696e20736c6f776572"
                + "0300000008000000320000001e000000"
                + "666666666666e63fcdccccccccccec3f"
                + "e803000000000000040000000200000001");
    assertThat(ControlWire.readSpec(frame)).isEqualTo(spec);
    assertThat(frame.isReadable()).isFalse();
  }

  @Test
  void aPushKeepsItsBytes() {
    Push push =
        new Push(
            new PushId("layer 1", 7, 5, 2),
            1234,
            new LossSum(0.75, 99),
            new WorkerReport("w", 1, 2, 3, 4, 5),
            List.of(new Recheck(2, 10), new Recheck(6, -1)));
    ByteBuf frame = Unpooled.buffer();
    Wire.writePush(frame, push, 216);

    assertThat(ByteBufUtil.hexDump(frame))
        .isEqualTo(
            "07000000000000000500000002000000"
                + "d204000000000000000000000000e83f6300000000000000"
                + "01000000000000000200000000000000030000000000000004000000000000000500000000000000"
                + "010077"
                + "02020000000a0000000000000006000000ffffffffffffffff"
                + "d800000007006c617965722031");
    assertThat(Wire.readPush(frame)).isEqualTo(new Wire.AnnouncedPush(push, 216));
  }
}
