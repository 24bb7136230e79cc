package io.lamina.runtime.cuda;

import static org.bytedeco.cuda.global.cublas.cublasLtCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtGetVersion;

import io.lamina.runtime.cuda.driver.CardMemory;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Factor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.cuda.cublas.cublasLtContext;

/** Products of matrices, by cuBLASLt. */
final class Products {
  /** The most of the card's memory that products ever work in: see {@link #makeRoom}. */
  static final long WORKSPACES = 2 * ProductPlan.MOST_WORKSPACE;

  private final Stream stream;
  private final CardMemory memory;
  private final Rounding rounding;
  private final Optional<Bfloat16Copies> copies;
  private final Resources resources;
  private final cublasLtContext handle = new cublasLtContext();
  private final Map<ProductPlan.Shape, ProductPlan> plans = new HashMap<>();
  private long workspace;
  private long workspaceBytes;

  Products(
      Stream stream, CardMemory memory, Kernels kernels, Rounding rounding, Resources resources) {
    this.stream = stream;
    this.memory = memory;
    this.rounding = rounding;
    this.copies =
        rounding == Rounding.BF16
            ? Optional.of(new Bfloat16Copies(memory, kernels))
            : Optional.empty();
    this.resources = resources;
    ProductPlan.check(stream.card(), cublasLtCreate(handle), "start cuBLASLt");
    resources.taken(() -> cublasLtDestroy(handle));
  }

  /** The version of cuBLASLt, such as {@code 13.1.0}. */
  static String version() {
    long version = cublasLtGetVersion();
    return String.format(
        Locale.ROOT, "%d.%d.%d", version / 10_000, version / 100 % 100, version % 100);
  }

  /**
   * {@code target ← alpha · a · b + beta · target}.
   *
   * @param alpha where it will be; so with beta
   * @throws DeviceException if cuBLASLt offers nothing for these shapes
   */
  List<Call> multiply(long alpha, Factor a, Factor b, long beta, CudaMatrix target) {
    List<Call> calls = new ArrayList<>();
    refresh(a, calls);
    refresh(b, calls);
    Operand left = operand(a);
    Operand right = operand(b);
    Operand result = Operand.of(target.address(), target, target.rows(), false);
    ProductPlan.Shape shape = new ProductPlan.Shape(left.layout(), right.layout(), result.layout());
    ProductPlan plan = plans.computeIfAbsent(shape, this::plan);
    calls.add(new Product(plan, alpha, left.address(), right.address(), beta, result.address()));
    return calls;
  }

  private void refresh(Factor factor, List<Call> calls) {
    copies.flatMap(all -> all.refresh(CudaMatrix.of(factor.matrix()))).ifPresent(calls::add);
  }

  private Operand operand(Factor factor) {
    CudaMatrix matrix = CudaMatrix.of(factor.matrix());
    return copies
        .map(all -> all.operand(matrix, factor.transposed()))
        .orElseGet(() -> Operand.of(matrix.address(), matrix, matrix.rows(), factor.transposed()));
  }

  private ProductPlan plan(ProductPlan.Shape shape) {
    stream.enter();
    ProductPlan plan = new ProductPlan(stream, handle, rounding, shape, resources);
    if (plan.workspaceBytes() > workspaceBytes) {
      makeRoom(plan.workspaceBytes());
    }
    plan.workAt(workspace);
    return plan;
  }

  /**
   * Earlier plans go on working where they are, for steps that were captured name the place. Each
   * place is a power of two and larger than the one before it, so all together are less than twice
   * the last.
   */
  private void makeRoom(long bytes) {
    workspaceBytes = Long.highestOneBit(2 * bytes - 1);
    workspace = memory.allocate(workspaceBytes, "products to work in");
  }

  private record Product(ProductPlan plan, long alpha, long a, long b, long beta, long target)
      implements Call {
    @Override
    public void issue() {
      plan.multiply(alpha, a, b, beta, target);
    }
  }
}
