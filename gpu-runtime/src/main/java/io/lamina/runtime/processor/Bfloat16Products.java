package io.lamina.runtime.processor;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_SCALES;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scales_mask;

import io.lamina.runtime.device.Factor;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Products of factors that are rounded to bfloat16, with sums of float32, by oneDNN (Micikevicius
 * et al., Mixed precision training, ICLR 2018; Kalamkar et al., A study of BFLOAT16 for deep
 * learning training, 2019).
 */
final class Bfloat16Products implements Products {
  private final OneDnn oneDnn;
  private final Bfloat16Copies copies;
  private final FloatPointer alpha = new FloatPointer(1);
  private final RecentlyUsed<Form> byForm = new RecentlyUsed<>();

  Bfloat16Products(OneDnn oneDnn) {
    this.oneDnn = oneDnn;
    this.copies = new Bfloat16Copies(oneDnn);
  }

  @Override
  public void multiply(float factor, Factor a, Factor b, float beta, Nd4jMatrix target) {
    Form form =
        new Form(
            target.rows(), a.columns(), target.columns(), a.transposed(), b.transposed(), beta);
    Primitive product = byForm.get(form, this::ofForm);
    alpha.put(0, factor);
    product.operand(0, copies.of(Nd4jMatrix.of(b.matrix())));
    product.operand(1, copies.of(Nd4jMatrix.of(a.matrix())));
    product.operand(2, target.address());
    product.operand(3, alpha);
    product.run();
    target.written();
  }

  /** oneDNN's matrices are row-major: to it all three are their transposes, and cᵀ = bᵀ aᵀ. */
  private Primitive ofForm(Form form) {
    Primitive.Builder operands = new Primitive.Builder(oneDnn);
    dnnl_memory_desc left = operands.operand(DNNL_ARG_SRC, form.left());
    dnnl_memory_desc right = operands.operand(DNNL_ARG_WEIGHTS, form.right());
    dnnl_memory_desc target = operands.operand(DNNL_ARG_DST, form.target());
    operands.operand(DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC, Layout.row(1, dnnl_f32));
    dnnl_primitive_attr factors = factors(form.beta());
    dnnl_primitive_desc product = new dnnl_primitive_desc();
    OneDnn.require(
        "a product",
        dnnl_matmul_primitive_desc_create(
            product, oneDnn.engine(), left, right, null, target, factors));
    dnnl_primitive_attr_destroy(factors);
    return operands.build(product);
  }

  /** Alpha is an operand; beta is fixed, and there are few: 0, 1 and a plan's momentum. */
  private static dnnl_primitive_attr factors(float beta) {
    dnnl_primitive_attr factors = new dnnl_primitive_attr();
    OneDnn.require("a product's factors", dnnl_primitive_attr_create(factors));
    OneDnn.require("alpha", dnnl_primitive_attr_set_scales_mask(factors, DNNL_ARG_SRC, 0));
    if (beta != 0) {
      dnnl_post_ops sum = new dnnl_post_ops();
      OneDnn.require("a sum", dnnl_post_ops_create(sum));
      OneDnn.require("beta", dnnl_post_ops_append_sum(sum, beta, 0, dnnl_data_type_undef));
      OneDnn.require("a sum", dnnl_primitive_attr_set_post_ops(factors, sum));
      dnnl_post_ops_destroy(sum);
    }
    return factors;
  }

  @Override
  public void close() {
    byForm.close();
    copies.close();
    alpha.close();
  }

  /** What code can be used again for. */
  private record Form(
      int height,
      int inner,
      int width,
      boolean leftTransposed,
      boolean rightTransposed,
      float beta) {
    Layout left() {
      return Layout.matrix(width, inner, rightTransposed, dnnl_bf16);
    }

    Layout right() {
      return Layout.matrix(inner, height, leftTransposed, dnnl_bf16);
    }

    Layout target() {
      return Layout.matrix(width, height, false, dnnl_f32);
    }
  }
}
