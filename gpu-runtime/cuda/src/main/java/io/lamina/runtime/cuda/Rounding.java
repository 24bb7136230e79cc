package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_PEDANTIC;
import static org.bytedeco.cuda.global.cudart.CUDA_R_16BF;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;

import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import java.util.Arrays;
import java.util.List;

/**
 * How the operands of products are rounded. All products sum in 32-bit floats, and everything that
 * is no product is computed in 32-bit floats.
 */
enum Rounding {
  /** Operands as they are. */
  FP32("cuda-fp32", 75, CUDA_R_32F, CUBLAS_COMPUTE_32F_PEDANTIC),
  /** Operands rounded to ten bits behind the point. */
  TF32("cuda-tf32", 80, CUDA_R_32F, CUBLAS_COMPUTE_32F_FAST_TF32),
  /** Operands rounded to seven bits behind the point, in copies of their own. */
  BF16("cuda-bf16", 80, CUDA_R_16BF, CUBLAS_COMPUTE_32F);

  private final String kind;
  private final int capability;
  private final int type;
  private final int computation;

  Rounding(String kind, int capability, int type, int computation) {
    this.kind = kind;
    this.capability = capability;
    this.type = type;
    this.computation = computation;
  }

  static Rounding of(DeviceKind kind) {
    return Arrays.stream(values())
        .filter(each -> each.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(kind + " is no kind of NVIDIA card"));
  }

  DeviceKind kind() {
    return new DeviceKind(kind);
  }

  /** Ten times the compute capability from which on cards have units for it. */
  int capability() {
    return capability;
  }

  /** What a plan calls it. */
  Precision precision() {
    return this == FP32 ? Precision.FLOAT32 : Precision.MIXED;
  }

  /** The type of the operands, as cuBLASLt numbers types. */
  int type() {
    return type;
  }

  /** How to compute, as cuBLASLt numbers it, the most preferred first. */
  List<Integer> computations() {
    return this == FP32 ? List.of(computation, CUBLAS_COMPUTE_32F) : List.of(computation);
  }

  /** The card's memory that a value takes, with its copy. */
  long bytesOfValue() {
    return this == BF16 ? Float.BYTES + Short.BYTES : Float.BYTES;
  }
}
