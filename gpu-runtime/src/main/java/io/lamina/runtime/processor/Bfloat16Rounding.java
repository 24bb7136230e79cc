package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.ShortPointer;

/** Rounds float32 to the nearest bfloat16, to the even one of two that are equally near. */
final class Bfloat16Rounding implements AutoCloseable {
  private final OneDnn oneDnn;
  private final RecentlyUsed<Integer> bySize = new RecentlyUsed<>();

  Bfloat16Rounding(OneDnn oneDnn) {
    this.oneDnn = oneDnn;
  }

  /** Rounds all values of a matrix. */
  void round(Nd4jMatrix matrix, ShortPointer target) {
    Primitive rounding = bySize.get(matrix.size(), this::ofSize);
    rounding.operand(0, matrix.address());
    rounding.operand(1, target);
    rounding.run();
  }

  private Primitive ofSize(int size) {
    Primitive.Builder operands = new Primitive.Builder(oneDnn);
    dnnl_memory_desc from = operands.operand(DNNL_ARG_FROM, Layout.row(size, dnnl_f32));
    dnnl_memory_desc to = operands.operand(DNNL_ARG_TO, Layout.row(size, dnnl_bf16));
    dnnl_primitive_desc rounding = new dnnl_primitive_desc();
    OneDnn.require(
        "a rounding",
        dnnl_reorder_primitive_desc_create(
            rounding, from, oneDnn.engine(), to, oneDnn.engine(), null));
    return operands.build(rounding);
  }

  @Override
  public void close() {
    bySize.close();
  }
}
