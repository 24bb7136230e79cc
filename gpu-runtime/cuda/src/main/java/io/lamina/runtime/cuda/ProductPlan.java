package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_POINTER_MODE;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_TRANSA;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_TRANSB;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_POINTER_MODE_DEVICE;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmul;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulAlgoGetHeuristic;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescSetAttribute;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceSetAttribute;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutDestroy;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;

import io.lamina.runtime.cuda.Operand.Layout;
import io.lamina.runtime.cuda.driver.Card;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import io.lamina.runtime.device.DeviceException;
import java.util.Locale;
import java.util.OptionalInt;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * How cuBLASLt makes products of a shape: its first choice, made once, among those whose bits do
 * not depend on the moment. Factors alpha and beta are read from the card's memory.
 */
final class ProductPlan {
  /** The most memory that a product may work in. */
  static final long MOST_WORKSPACE = 32L << 20;

  /** What cuBLASLt says of a card that does not answer. */
  private static final int EXECUTION_FAILED = 13;

  private final Stream stream;
  private final cublasLtContext handle;
  private final Resources resources;
  private final cublasLtMatrixLayoutOpaque_t a;
  private final cublasLtMatrixLayoutOpaque_t b;
  private final cublasLtMatrixLayoutOpaque_t target;
  private final cublasLtMatmulHeuristicResult_t choice = new cublasLtMatmulHeuristicResult_t();
  private final cublasLtMatmulDescOpaque_t operation;
  private final Address[] addresses = new Address[6];
  private long workspace;

  /** The factors and the target of a product. */
  record Shape(Layout a, Layout b, Layout target) {
    @Override
    public String toString() {
      return String.format("%s and %s into %s", shown(a), shown(b), shown(target));
    }

    private static String shown(Layout layout) {
      return layout.rows() + "×" + layout.columns() + (layout.transposed() ? "ᵀ" : "");
    }
  }

  ProductPlan(
      Stream stream, cublasLtContext handle, Rounding rounding, Shape shape, Resources resources) {
    this.stream = stream;
    this.handle = handle;
    this.resources = resources;
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = new Address();
    }
    this.a = layout(shape.a(), rounding.type());
    this.b = layout(shape.b(), rounding.type());
    this.target = layout(shape.target(), CUDA_R_32F);
    this.operation = choose(rounding, shape);
  }

  private cublasLtMatrixLayoutOpaque_t layout(Layout layout, int type) {
    try (PointerPointer<Pointer> to = new PointerPointer<>(1)) {
      check(
          cublasLtMatrixLayoutCreate(to, type, layout.rows(), layout.columns(), layout.step()),
          "describe a matrix");
      cublasLtMatrixLayoutOpaque_t made = new cublasLtMatrixLayoutOpaque_t(to.get(0));
      resources.taken(() -> cublasLtMatrixLayoutDestroy(made));
      return made;
    }
  }

  private cublasLtMatmulDescOpaque_t choose(Rounding rounding, Shape shape) {
    OptionalInt last = OptionalInt.empty();
    for (int computation : rounding.computations()) {
      cublasLtMatmulDescOpaque_t tried = operation(computation, shape);
      int code = choose(tried, shape);
      if (code == 0) {
        return tried;
      }
      if (code == EXECUTION_FAILED) {
        check(stream.card(), code, "choose a product");
      }
      last = OptionalInt.of(code);
    }
    throw new DeviceException(
        String.format(
            Locale.ROOT,
            "%s: cuBLASLt has no product of %s as %s (error %d)",
            stream.card().title(),
            shape,
            rounding.kind(),
            last.orElseThrow()));
  }

  private cublasLtMatmulDescOpaque_t operation(int computation, Shape shape) {
    try (PointerPointer<Pointer> to = new PointerPointer<>(1)) {
      check(cublasLtMatmulDescCreate(to, computation, CUDA_R_32F), "describe a product");
      cublasLtMatmulDescOpaque_t made = new cublasLtMatmulDescOpaque_t(to.get(0));
      resources.taken(() -> cublasLtMatmulDescDestroy(made));
      set(made, CUBLASLT_MATMUL_DESC_POINTER_MODE, CUBLASLT_POINTER_MODE_DEVICE);
      set(made, CUBLASLT_MATMUL_DESC_TRANSA, form(shape.a()));
      set(made, CUBLASLT_MATMUL_DESC_TRANSB, form(shape.b()));
      return made;
    }
  }

  private static int form(Layout layout) {
    return layout.transposed() ? CUBLAS_OP_T : CUBLAS_OP_N;
  }

  private void set(cublasLtMatmulDescOpaque_t operation, int attribute, int value) {
    try (IntPointer pointer = new IntPointer(new int[] {value})) {
      check(
          cublasLtMatmulDescSetAttribute(operation, attribute, pointer, Integer.BYTES),
          "describe a product");
    }
  }

  /** Gives cuBLASLt's code. */
  private int choose(cublasLtMatmulDescOpaque_t operation, Shape shape) {
    cublasLtMatmulPreferenceOpaque_t preference = preference(shape);
    try {
      int[] count = new int[1];
      return cublasLtMatmulAlgoGetHeuristic(
          handle, operation, a, b, target, target, preference, 1, choice, count);
    } finally {
      cublasLtMatmulPreferenceDestroy(preference);
    }
  }

  private cublasLtMatmulPreferenceOpaque_t preference(Shape shape) {
    try (PointerPointer<Pointer> to = new PointerPointer<>(1);
        LongPointer workspace = new LongPointer(new long[] {MOST_WORKSPACE})) {
      check(cublasLtMatmulPreferenceCreate(to), "say what is preferred");
      cublasLtMatmulPreferenceOpaque_t made = new cublasLtMatmulPreferenceOpaque_t(to.get(0));
      prefer(made, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, workspace, Long.BYTES);
      // Parts of a sum that lie in memory and are added in a fixed order; none by atomics.
      prefer(
          made, CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE);
      prefer(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, shape.a().alignment());
      prefer(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, shape.b().alignment());
      prefer(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, shape.target().alignment());
      prefer(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, shape.target().alignment());
      return made;
    }
  }

  private void prefer(cublasLtMatmulPreferenceOpaque_t preference, int attribute, int value) {
    try (IntPointer pointer = new IntPointer(new int[] {value})) {
      prefer(preference, attribute, pointer, Integer.BYTES);
    }
  }

  private void prefer(
      cublasLtMatmulPreferenceOpaque_t preference, int attribute, Pointer value, int bytes) {
    check(
        cublasLtMatmulPreferenceSetAttribute(preference, attribute, value, bytes),
        "say what is preferred");
  }

  /** The memory that it works in. */
  long workspaceBytes() {
    return choice.workspaceSize();
  }

  /** Where it works. */
  void workAt(long workspace) {
    this.workspace = workspace;
  }

  /** Puts a product on the stream; all are addresses. */
  void multiply(long alpha, long a, long b, long beta, long target) {
    Pointer to = addresses[4].to(target);
    int code =
        cublasLtMatmul(
            handle,
            operation,
            addresses[0].to(alpha),
            addresses[1].to(a),
            this.a,
            addresses[2].to(b),
            this.b,
            addresses[3].to(beta),
            to,
            this.target,
            to,
            this.target,
            choice.algo(),
            addresses[5].to(workspace),
            workspaceBytes(),
            stream.handle());
    check(code, "multiply");
  }

  private void check(int code, String doing) {
    check(stream.card(), code, doing);
  }

  /**
   * Goes on if a call of cuBLASLt went well.
   *
   * @throws DeviceException if it did not
   */
  static void check(Card card, int code, String doing) {
    if (code != 0) {
      String message =
          String.format(
              Locale.ROOT, "%s: cannot %s: cuBLASLt's error %d", card.title(), doing, code);
      throw code == EXECUTION_FAILED
          ? DeviceException.ofLost(message)
          : new DeviceException(message);
    }
  }

  /** An address of the card's, as JavaCPP passes addresses; made once and moved. */
  private static final class Address extends Pointer {
    Address() {
      super((Pointer) null);
    }

    Address to(long place) {
      address = place;
      return this;
    }
  }
}
