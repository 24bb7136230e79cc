// A stand-in for cuBLASLt: products of 32-bit floats and of bfloat16, column by column.
#include "standin.h"

#include <cstdint>
#include <cstring>

#define EXPORT extern "C" __attribute__((visibility("default"))) int

enum { SUCCESS = 0, ALLOC_FAILED = 3, INVALID_VALUE = 7, EXECUTION_FAILED = 13, NOT_SUPPORTED = 15 };
enum { FLOAT = 0, BFLOAT16 = 14, COMPUTE_32F = 68, PEDANTIC = 69, TF32 = 77 };
enum { FOUR_BYTES = 4, DEVICE_POINTERS = 1, WORKSPACE = 1024 };

struct Layout {
  int type;
  uint64_t rows, columns;
  int64_t step;
  size_t valueBytes() const { return type == FLOAT ? 4 : 2; }
  size_t bytes() const { return ((columns - 1) * step + rows) * valueBytes(); }
};
struct Descriptor {
  int compute, pointers = 0, transposeA = 0, transposeB = 0;
};
struct Preference {
  uint64_t workspace = 0;
  uint32_t reductions = 7;
  uint32_t alignment[4] = {256, 256, 256, 256};
};
struct Algorithm {
  uint32_t alignment[4];
  char rest[48];
};
struct Found {
  Algorithm algorithm;
  size_t workspace;
  int state;
  float waves;
  int reserved[4];
};

static int enter(const char* function) {
  int code = standin_enter(function);
  return code == 0 ? SUCCESS : code == 2 ? ALLOC_FAILED : EXECUTION_FAILED;
}

template <class T, class... A>
static int make(void** to, A... values) {
  *to = new T{values...};
  standin_count(1);
  return SUCCESS;
}
template <class T>
static int destroy(T* object) {
  delete object;
  standin_count(-1);
  return SUCCESS;
}

EXPORT cublasLtCreate(void** to) {
  int code = enter(__func__);
  return code ? code : make<int>(to);
}
EXPORT cublasLtDestroy(int* handle) { return destroy(handle); }
extern "C" __attribute__((visibility("default"))) size_t cublasLtGetVersion() { return 130100; }
EXPORT cublasLtMatrixLayoutCreate(void** to, int type, uint64_t rows, uint64_t columns,
                                  int64_t step) {
  return step < (int64_t)rows ? INVALID_VALUE : make<Layout>(to, type, rows, columns, step);
}
EXPORT cublasLtMatrixLayoutDestroy(Layout* layout) { return destroy(layout); }
EXPORT cublasLtMatmulDescCreate(void** to, int compute, int scale) {
  return scale == FLOAT ? make<Descriptor>(to, compute) : NOT_SUPPORTED;
}
EXPORT cublasLtMatmulDescDestroy(Descriptor* descriptor) { return destroy(descriptor); }
EXPORT cublasLtMatmulDescSetAttribute(Descriptor* descriptor, int attribute, const int* value,
                                      size_t bytes) {
  if (bytes != FOUR_BYTES) return INVALID_VALUE;
  switch (attribute) {
    case 2: descriptor->pointers = *value; return SUCCESS;
    case 3: descriptor->transposeA = *value; return SUCCESS;
    case 4: descriptor->transposeB = *value; return SUCCESS;
    default: return NOT_SUPPORTED;
  }
}
EXPORT cublasLtMatmulPreferenceCreate(void** to) { return make<Preference>(to); }
EXPORT cublasLtMatmulPreferenceDestroy(Preference* preference) { return destroy(preference); }
EXPORT cublasLtMatmulPreferenceSetAttribute(Preference* preference, int attribute,
                                            const void* value, size_t bytes) {
  if (attribute == 1 && bytes == 8) {
    memcpy(&preference->workspace, value, 8);
  } else if (attribute == 3 && bytes == FOUR_BYTES) {
    memcpy(&preference->reductions, value, 4);
  } else if (attribute >= 5 && attribute <= 8 && bytes == FOUR_BYTES) {
    memcpy(&preference->alignment[attribute - 5], value, 4);
  } else {
    return INVALID_VALUE;
  }
  return SUCCESS;
}

static bool supported(const Descriptor& d, const Layout& a, const Layout& b, const Layout& c) {
  bool floats = a.type == FLOAT && d.compute != COMPUTE_32F;
  bool halves = a.type == BFLOAT16 && d.compute == COMPUTE_32F;
  return (floats || halves) && a.type == b.type && c.type == FLOAT &&
         d.pointers == DEVICE_POINTERS;
}

EXPORT cublasLtMatmulAlgoGetHeuristic(void*, Descriptor* descriptor, Layout* a, Layout* b,
                                      Layout* c, Layout*, Preference* preference, int wanted,
                                      Found* found, int* count) {
  if (int code = enter(__func__)) return code;
  *count = 0;
  if (wanted < 1 || preference->workspace < WORKSPACE || (preference->reductions & ~2u) ||
      !supported(*descriptor, *a, *b, *c)) {
    return NOT_SUPPORTED;
  }
  memset(found, 0, sizeof *found);
  memcpy(found->algorithm.alignment, preference->alignment, sizeof preference->alignment);
  found->workspace = WORKSPACE;
  *count = 1;
  return SUCCESS;
}

static float value(const Layout& layout, const void* from, bool tf32, uint64_t row,
                   uint64_t column) {
  size_t at = column * layout.step + row;
  uint32_t bits;
  if (layout.type == BFLOAT16) {
    bits = (uint32_t)((const uint16_t*)from)[at] << 16;
  } else {
    memcpy(&bits, (const float*)from + at, 4);
    if (tf32) bits = (bits + 0xFFF + (bits >> 13 & 1)) & ~0x1FFFu;  // ten bits, to the nearest
  }
  float result;
  memcpy(&result, &bits, 4);
  return result;
}

/** The values that a product reads, column by column as it sees them. */
static std::vector<float> values(const Layout& layout, const void* from, bool transposed,
                                 bool tf32) {
  uint64_t rows = transposed ? layout.columns : layout.rows;
  uint64_t columns = transposed ? layout.rows : layout.columns;
  std::vector<float> all(rows * columns);
  for (uint64_t j = 0; j < columns; j++)
    for (uint64_t i = 0; i < rows; i++)
      all[j * rows + i] = transposed ? value(layout, from, tf32, j, i) : value(layout, from, tf32, i, j);
  return all;
}

EXPORT cublasLtMatmul(void*, Descriptor* descriptor, const float* alpha, const void* a, Layout* la,
                      const void* b, Layout* lb, const float* beta, const float* c, Layout* lc,
                      float* d, Layout* ld, const Algorithm* algorithm, void* workspace,
                      size_t workspaceBytes, CUstream_st* stream) {
  if (int code = enter(__func__)) return code;
  Descriptor how = *descriptor;
  Layout left = *la, right = *lb, target = *ld;
  uint64_t rows = how.transposeA ? left.columns : left.rows;
  uint64_t inner = how.transposeA ? left.rows : left.columns;
  uint64_t columns = how.transposeB ? right.rows : right.columns;
  bool fits = supported(how, left, right, target) && c == d && lc == ld && rows == target.rows &&
              columns == target.columns &&
              inner == (how.transposeB ? right.columns : right.rows) &&
              standin_holds(a, left.bytes()) && standin_holds(b, right.bytes()) &&
              standin_holds(d, target.bytes()) && standin_holds(alpha, 4) &&
              standin_holds(beta, 4) && workspaceBytes >= WORKSPACE &&
              standin_holds(workspace, workspaceBytes);
  const void* all[] = {a, b, c, d};
  for (int i = 0; i < 4; i++) fits = fits && (uintptr_t)all[i] % algorithm->alignment[i] == 0;
  if (!fits) return INVALID_VALUE;
  bool errs = standin_errs();
  int code = standin_enqueue(stream, "product", [=] {
    memset(workspace, 0xFF, workspaceBytes);  // whoever kept something there has lost it
    bool tf32 = how.compute == TF32;
    std::vector<float> x = values(left, a, how.transposeA, tf32);
    std::vector<float> y = values(right, b, how.transposeB, tf32);
    std::vector<float> sums(rows);
    for (uint64_t j = 0; j < columns; j++) {
      std::fill(sums.begin(), sums.end(), 0.0f);
      for (uint64_t k = 0; k < inner; k++) {
        const float* column = &x[k * rows];
        float factor = y[j * inner + k];
        for (uint64_t i = 0; i < rows; i++) sums[i] += factor * column[i];
      }
      float* to = d + j * target.step;
      for (uint64_t i = 0; i < rows; i++)
        to[i] = *alpha * sums[i] + (*beta == 0 ? 0.0f : *beta * to[i]);
    }
    if (errs) d[0] += 1;
    return std::string();
  });
  return code == 0 ? SUCCESS : EXECUTION_FAILED;
}
