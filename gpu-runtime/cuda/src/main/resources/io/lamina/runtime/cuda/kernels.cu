// The operations on a card. Matrices are column-major: value (i, j) of a matrix of so many rows is
// at j * rows + i. NVRTC compiles this file, without headers and with --fmad=false, so that every
// sum, product, quotient and square root is rounded as Java rounds it.
//
// What changes from step to step (factors, rates, keys) is read from memory: a step that is
// captured once can then be launched again. So are windows, which are many numbers. Sums are taken in double precision and in an order that
// depends on the sizes alone.

// Threads of a block that works on values in a row; blocks of matrices have 32 × 8.
#define THREADS 256

enum Activation { SIGMOID, TANH, RECTIFIER, LINEAR };

enum PoolingKind { MAX, AVERAGE };

// Where a thread is.

static __device__ int place() { return (int)(blockIdx.x * blockDim.x + threadIdx.x); }

static __device__ int firstColumn() { return (int)(blockIdx.y * blockDim.y + threadIdx.y); }

static __device__ int columnStep() { return (int)(gridDim.y * blockDim.y); }

static __device__ long long at(int row, int column, int rows) {
  return (long long)column * rows + row;
}

// Numbers. Unlike fmaxf, these do not lose a NaN.

static __device__ double positivePart(double x) { return x <= 0 ? 0 : x; }

/** log(1 + e^z), finite for any finite z. */
static __device__ double softplus(double z) {
  return positivePart(z) + log1p(exp(-fabs(z)));
}

/** A mean, at least 2^-20 away from 0 and 1. */
static __device__ double inside(double mean) {
  const double nearest = 1.0 / (1 << 20);
  return mean < nearest ? nearest : mean > 1 - nearest ? 1 - nearest : mean;
}

/** A rational approximation; its bits are those of the processor's provider. */
static __device__ float hyperbolicTangent(float value) {
  float x = value < -8.0f ? -8.0f : value > 8.0f ? 8.0f : value;
  float s = x * x;
  float p = -1.1564277e-13f * s + 6.365523e-11f;
  p = p * s - 2.2314644e-8f;
  p = p * s + 1.164244e-5f;
  p = p * s + 3.1493644e-3f;
  p = p * s + 0.1312435f;
  p = p * s + 1.0f;
  float q = 2.6129736e-4f * s + 0.024674999f;
  q = q * s + 0.4645768f;
  q = q * s + 1.0f;
  return x * p / q;
}

static __device__ float sigmoid(float z) { return 0.5f * hyperbolicTangent(0.5f * z) + 0.5f; }

/** e^z, of what is at most 0. */
static __device__ float exponential(float z) {
  float t = hyperbolicTangent(0.5f * z);
  return (1.0f + t) / (1.0f - t);
}

/** max(0, z), which is never -0. */
static __device__ float rectified(float z) { return z <= 0.0f ? 0.0f : z; }

static __device__ float activated(int activation, float z) {
  switch (activation) {
    case SIGMOID: return sigmoid(z);
    case TANH: return hyperbolicTangent(z);
    case RECTIFIER: return rectified(z);
    default: return z;
  }
}

/** A delta times the derivative, which is taken from the unit's output. */
static __device__ float throughUnit(int activation, float delta, float code) {
  switch (activation) {
    case SIGMOID: return delta * (code * (1.0f - code));
    case TANH: return delta * (1.0f - code * code);
    case RECTIFIER: return code > 0.0f ? delta : 0.0f;
    default: return delta;
  }
}

static __device__ float slope(int activation, float code) {
  switch (activation) {
    case SIGMOID: return code * (1.0f - code);
    case TANH: return 1.0f - code * code;
    case RECTIFIER: return code > 0.0f ? 1.0f : 0.0f;
    default: return 1.0f;
  }
}

/** The first derivative times the second. */
static __device__ float curvature(int activation, float code) {
  float first = slope(activation, code);
  switch (activation) {
    case SIGMOID: return first * first * (1.0f - 2.0f * code);
    case TANH: return -2.0f * code * first * first;
    default: return 0.0f;
  }
}

/** The larger of two; 0 is larger than -0. */
static __device__ float larger(float a, float b) {
  if (a == b) {
    return __int_as_float(__float_as_int(a) & __float_as_int(b));
  }
  return a > b || a != a ? a : b;
}

// Random numbers: those of RandomKey. A key is two words.

static __device__ unsigned mixed(unsigned x) {
  x ^= x >> 16;
  x *= 0x7FEB352Du;
  x ^= x >> 15;
  x *= 0x846CA68Bu;
  x ^= x >> 16;
  return x;
}

static __device__ unsigned randomBits(int index, const unsigned* key) {
  return mixed(mixed((unsigned)index + key[0]) + key[1]);
}

/** 16 random bits: two that lie 8192 apart in a block of 16384 are the halves of one number. */
static __device__ int shortBits(int index, const unsigned* key) {
  unsigned number = randomBits((index >> 14 << 13) + (index & 8191), key);
  return (int)(index & 8192 ? number >> 16 : number & 0xFFFFu);
}

// Sums of the threads of a block.

/** The sum of what the threads of a block have; for the first of them. */
static __device__ double blockSum(double own) {
  __shared__ double part[THREADS];
  part[threadIdx.x] = own;
  __syncthreads();
  for (int half = THREADS / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      part[threadIdx.x] += part[threadIdx.x + half];
    }
    __syncthreads();
  }
  return part[0];
}

static __device__ void writeBlockSum(double own, double* partials) {
  double sum = blockSum(own);
  if (threadIdx.x == 0) {
    partials[blockIdx.x] = sum;
  }
}

/** Over the values that the grid shares out. */
template <class F>
static __device__ void sumOverValues(int size, double* partials, F value) {
  double sum = 0;
  for (long long i = place(); i < size; i += gridDim.x * blockDim.x) {
    sum += value((int)i);
  }
  writeBlockSum(sum, partials);
}

/** Over a row, which the threads of one column of a block of 32 × 16 share; for the first. */
template <class F>
static __device__ double sumOverColumns(int row, int rows, int columns, F value) {
  __shared__ double part[16][32];
  double sum = 0;
  if (row < rows) {
    for (int j = (int)threadIdx.y; j < columns; j += 16) {
      sum += value(at(row, j, rows));
    }
  }
  part[threadIdx.y][threadIdx.x] = sum;
  __syncthreads();
  if (threadIdx.y == 0) {
    for (int k = 1; k < 16; k++) {
      sum += part[k][threadIdx.x];
    }
  }
  return sum;
}

/** Over the lanes of a warp; every lane has it. */
static __device__ double warpSum(double own) {
  for (int distance = 16; distance > 0; distance /= 2) {
    own += __shfl_xor_sync(0xFFFFFFFFu, own, distance);
  }
  return own;
}

static __device__ double warpMaximum(double own) {
  for (int distance = 16; distance > 0; distance /= 2) {
    double other = __shfl_xor_sync(0xFFFFFFFFu, own, distance);
    own = other > own ? other : own;
  }
  return own;
}

// Value by value.

extern "C" __global__ void clear(double* sums, int count) {
  int i = place();
  if (i < count) {
    sums[i] = 0;
  }
}

extern "C" __global__ void activate(const float* bias, float* z, int rows, int columns,
                                    int activation) {
  int row = place();
  if (row < rows) {
    float shift = bias[row];
    for (int j = firstColumn(); j < columns; j += columnStep()) {
      float* value = z + at(row, j, rows);
      *value = activated(activation, *value + shift);
    }
  }
}

extern "C" __global__ void activationGradient(const float* codes, float* delta, int size,
                                              int activation) {
  int i = place();
  if (i < size) {
    delta[i] = throughUnit(activation, delta[i], codes[i]);
  }
}

extern "C" __global__ void squaredErrorGradient(const float* targets, float* outputs, int size,
                                                int activation) {
  int i = place();
  if (i < size) {
    outputs[i] = throughUnit(activation, outputs[i] - targets[i], outputs[i]);
  }
}

extern "C" __global__ void mask(const float* source, const int* threshold, const float* factor,
                                const unsigned* key, float* target, int size) {
  int i = place();
  if (i < size) {
    target[i] = (shortBits(i, key) < *threshold ? 0.0f : source[i]) * *factor;
  }
}

extern "C" __global__ void saltAndPepper(const float* source, const int* threshold,
                                         const float* lowest, const float* highest,
                                         const unsigned* key, float* target, int size) {
  int i = place();
  if (i < size) {
    int drawn = shortBits(i, key);
    float extreme = 2 * drawn < *threshold ? *lowest : *highest;
    target[i] = drawn < *threshold ? extreme : source[i];
  }
}

extern "C" __global__ void addNoise(const float* source, const float* deviation,
                                    const unsigned* key, const float* quantiles, float* target,
                                    int size) {
  int i = place();
  if (i < size) {
    target[i] = source[i] + *deviation * quantiles[shortBits(i, key)];
  }
}

extern "C" __global__ void sampleRectified(const float* inputs, const unsigned* key,
                                           const float* quantiles, float* target, int size) {
  int i = place();
  if (i < size) {
    float x = inputs[i];
    target[i] = rectified(x + quantiles[shortBits(i, key)] * sqrtf(sigmoid(x)));
  }
}

// From 1 to 2 the bits of a float grow as it does, by one for every 2^-23.
extern "C" __global__ void sample(const float* probabilities, const unsigned* key, float* target,
                                  int size) {
  int i = place();
  if (i < size) {
    int level = __float_as_int(probabilities[i] + 1.0f);
    int drawn = (int)(0x3F800000u | randomBits(i, key) >> 9);
    target[i] = drawn < level ? 1.0f : 0.0f;
  }
}

extern "C" __global__ void subtract(const float* a, const float* b, float* target, int size) {
  int i = place();
  if (i < size) {
    target[i] = a[i] - b[i];
  }
}

extern "C" __global__ void addScaled(const float* alpha, const float* x, float* target, int size) {
  int i = place();
  if (i < size) {
    target[i] += *alpha * x[i];
  }
}

extern "C" __global__ void scale(const float* alpha, float* x, int size) {
  int i = place();
  if (i < size) {
    x[i] *= *alpha;
  }
}

extern "C" __global__ void blend(const float* keep, const float* x, int squared, float* average,
                                 int size) {
  int i = place();
  if (i < size) {
    float value = squared ? x[i] * x[i] : x[i];
    average[i] = *keep * average[i] + (1.0f - *keep) * value;
  }
}

extern "C" __global__ void adamStep(const float* rate, const float* unbias, const float* epsilon,
                                    const float* mean, const float* square, float* value,
                                    int size) {
  int i = place();
  if (i < size) {
    float root = sqrtf(rectified(square[i]) * *unbias);
    value[i] -= *rate * mean[i] / (root + *epsilon);
  }
}

extern "C" __global__ void scaleFrom(const double* shift, const double* factor, float* x,
                                     int size) {
  int i = place();
  if (i < size) {
    x[i] = (float)(*factor * (x[i] - *shift));
  }
}

extern "C" __global__ void roundValues(const float* source, float* target, int size) {
  int i = place();
  if (i < size) {
    target[i] = source[i] < 0.5f ? 0.0f : 1.0f;
  }
}

extern "C" __global__ void divergenceSlopes(const double* factor, const double* target,
                                            float* means, int size) {
  int i = place();
  if (i < size) {
    double mean = inside(means[i]);
    means[i] = (float)(*factor * ((1 - *target) / (1 - mean) - *target / mean));
  }
}

// Each value counts those of its row that come before it: neighbours in a column read neighbours.
extern "C" __global__ void keepLargest(const float* source, float* target, int rows, int columns,
                                       int count) {
  int i = place();
  if (i < rows * columns) {
    int row = i % rows;
    float value = source[i];
    int before = 0;
    for (int j = 0; j < columns; j++) {
      int k = at(row, j, rows);
      before += source[k] > value || (source[k] == value && k < i);
    }
    target[i] = before < count ? value : 0.0f;
  }
}

// A warp takes a column: how far the farthest value is, then the first row that has it.
extern "C" __global__ void keepFarthest(const float* source, float* target, int rows,
                                        int columns) {
  int j = place() / 32;
  if (j < columns) {
    int lane = (int)threadIdx.x % 32;
    const float* values = source + at(0, j, rows);
    double distance = -1;
    int first = rows;
    for (int i = lane; i < rows; i += 32) {
      double own = fabs((double)values[i]);
      if (own > distance) {
        distance = own;
        first = i;
      }
    }
    double farthest = warpMaximum(distance);
    int winner = -(int)warpMaximum(distance == farthest ? -first : -rows);
    for (int i = lane; i < rows; i += 32) {
      float value = values[i];
      target[at(i, j, rows)] = i == winner || value != value ? value : 0.0f;
    }
  }
}

extern "C" __global__ void fillRows(const float* source, float* target, int rows, int columns) {
  int row = place();
  if (row < rows) {
    bool empty = true;
    double distance = -1;
    long long farthest = row;
    for (int j = 0; j < columns; j++) {
      long long i = at(row, j, rows);
      double own = fabs((double)source[i]);
      empty = empty && target[i] == 0.0f;
      if (own > distance) {
        distance = own;
        farthest = i;
      }
    }
    if (empty) {
      target[farthest] = source[farthest];
    }
  }
}

extern "C" __global__ void divideByRoots(const float* squares, float* m, int rows, int columns) {
  int row = place();
  if (row < rows) {
    for (int j = firstColumn(); j < columns; j += columnStep()) {
      if (squares[j] != 0.0f) {
        m[at(row, j, rows)] /= sqrtf(squares[j]);
      }
    }
  }
}

/** A number that grows as the value does; 0 and -0 are equal. */
static __device__ unsigned ordered(float value) {
  int bits = __float_as_int(value + 0.0f);
  return bits < 0 ? ~(unsigned)bits : (unsigned)bits | 0x80000000u;
}

static __device__ bool isAtLeast(float value, unsigned least) {
  return value == value && ordered(value) >= least;
}

// For long rows: a block takes a row and finds the least number that is kept, bit by bit; then each
// thread takes a stretch of the row, and knows how many equal ones the stretches before it have.
extern "C" __global__ void keepLargestOfMany(const float* source, float* target, int rows,
                                             int columns, int count) {
  __shared__ int equals[THREADS];
  int row = (int)blockIdx.x;
  int thread = (int)threadIdx.x;
  unsigned least = 0;
  int larger = 0;
  for (unsigned bit = 0x80000000u; bit != 0; bit >>= 1) {
    double own = 0;
    for (int j = thread; j < columns; j += THREADS) {
      own += isAtLeast(source[at(row, j, rows)], least | bit) ? 1 : 0;
    }
    int all = (int)blockSum(own);
    __syncthreads();
    if (all >= count) {
      least |= bit;
    } else {
      larger = all;
    }
  }
  int stretch = (columns + THREADS - 1) / THREADS;
  int first = thread * stretch;
  int end = first + stretch < columns ? first + stretch : columns;
  equals[thread] = 0;
  for (int j = first; j < end; j++) {
    float value = source[at(row, j, rows)];
    equals[thread] += value == value && ordered(value) == least;
  }
  __syncthreads();
  int left = count - larger;
  for (int k = 0; k < thread; k++) {
    left -= equals[k];
  }
  for (int j = first; j < end; j++) {
    float value = source[at(row, j, rows)];
    bool kept = value != value || ordered(value) > least;
    if (value == value && ordered(value) == least) {
      kept = left > 0;
      left--;
    }
    target[at(row, j, rows)] = kept ? value : 0.0f;
  }
}

extern "C" __global__ void flipOne(const unsigned* key, float* states, int rows, int columns) {
  int j = place();
  if (j < columns) {
    int row = (int)__umulhi(randomBits(j, key), (unsigned)rows);
    float* state = states + at(row, j, rows);
    *state = 1.0f - *state;
  }
}

// The nearest bfloat16, the even one of two; each column begins at a multiple of step.
extern "C" __global__ void toBfloat16(const float* source, unsigned short* target, int rows,
                                      int columns, int step) {
  int row = place();
  if (row < rows) {
    for (int j = firstColumn(); j < columns; j += columnStep()) {
      float value = source[at(row, j, rows)];
      unsigned bits = (unsigned)__float_as_int(value);
      unsigned nearest = (bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16;
      target[at(row, j, step)] = (unsigned short)(value != value ? 0x7FC0u : nearest);
    }
  }
}

// Windows over maps. In maps and in patches the places lie row by row, and the values of a place,
// one for each channel, side by side: what a window sees of a row is a piece of the row.

/** One of a window's two directions: downwards in rows, and across in values of a row. */
struct Axis {
  int maps;    // all of the maps
  int size;    // of the window
  int stride;  // from a position to the next
  int before;  // zeros before the maps
  int steps;   // positions
};

struct Window {
  int channels;
  Axis down;
  Axis across;
};

static __device__ int mapSize(const Window& window) {
  return window.down.maps * window.across.maps;
}

static __device__ int patchSize(const Window& window) {
  return window.down.size * window.across.size;
}

static __device__ int positions(const Window& window) {
  return window.down.steps * window.across.steps;
}

/** Where a window begins in the maps; below 0 in the zeros around. */
static __device__ int begin(const Axis& axis, int step) {
  return step * axis.stride - axis.before;
}

static __device__ bool isWithin(const Axis& axis, int at) { return at >= 0 && at < axis.maps; }

/** The first step at which the window reaches a place of the maps, if any does. */
static __device__ int firstStep(const Axis& axis, int at) {
  int beyond = at + axis.before - axis.size;
  return beyond < 0 ? 0 : beyond / axis.stride + 1;
}

/** The last step at which the window has not passed a place of the maps. */
static __device__ int lastStep(const Axis& axis, int at) {
  int step = (at + axis.before) / axis.stride;
  return step < axis.steps ? step : axis.steps - 1;
}

/** The i-th value of the patch at a position. */
static __device__ float seen(const float* map, const Window& window, int position, int i) {
  int y = begin(window.down, position / window.across.steps) + i / window.across.size;
  int x = begin(window.across, position % window.across.steps) + i % window.across.size;
  bool within = isWithin(window.down, y) && isWithin(window.across, x);
  return within ? map[y * window.across.maps + x] : 0.0f;
}

/**
 * The sum of the shares that a value of the maps has in the windows that see it, row by row. A
 * share is a function of the window's position and of the value's place in the patch.
 */
template <class F>
static __device__ float sumOverWindows(const Window& window, int value, F share) {
  const Axis& down = window.down;
  const Axis& across = window.across;
  int y = value / across.maps;
  int x = value % across.maps;
  float sum = 0.0f;
  for (int row = firstStep(down, y); row <= lastStep(down, y); row++) {
    for (int column = firstStep(across, x); column <= lastStep(across, x); column++) {
      int i = (y - begin(down, row)) * across.size + x - begin(across, column);
      sum += share(row * across.steps + column, i);
    }
  }
  return sum;
}

extern "C" __global__ void unfold(const float* maps, const Window* window, float* patches,
                                  int size) {
  int i = place();
  if (i < size) {
    int patch = i / patchSize(*window);
    const float* map = maps + at(0, patch / positions(*window), mapSize(*window));
    patches[i] = seen(map, *window, patch % positions(*window), i % patchSize(*window));
  }
}

extern "C" __global__ void drawPatches(const float* maps, const Window* window,
                                       const unsigned* key, int each, float* patches, int size) {
  int i = place();
  if (i < size) {
    int patch = i / patchSize(*window);
    const float* map = maps + at(0, patch / each, mapSize(*window));
    int position = (int)__umulhi(randomBits(patch, key), (unsigned)positions(*window));
    patches[i] = seen(map, *window, position, i % patchSize(*window));
  }
}

extern "C" __global__ void fold(const float* patches, const Window* window, float* maps,
                                int size) {
  int i = place();
  if (i < size) {
    int rows = patchSize(*window);
    const float* own = patches + at(0, i / mapSize(*window) * positions(*window), rows);
    maps[i] = sumOverWindows(*window, i % mapSize(*window), [=](int position, int inside) {
      return own[at(inside, position, rows)];
    });
  }
}

extern "C" __global__ void pool(const float* maps, const Window* window, int kind, float* pooled,
                                int size) {
  int i = place();
  if (i < size) {
    int channels = window->channels;
    int patch = i / channels;
    const float* map = maps + at(0, patch / positions(*window), mapSize(*window));
    float value = kind == MAX ? -1.0f / 0.0f : 0.0f;
    for (int k = i % channels; k < patchSize(*window); k += channels) {
      float next = seen(map, *window, patch % positions(*window), k);
      value = kind == MAX ? larger(value, next) : value + next;
    }
    pooled[i] = kind == MAX ? value : value / (float)(patchSize(*window) / channels);
  }
}

/** Whether the i-th value of a patch is the first of its channel that is so large. */
static __device__ bool isFirst(const float* map, const Window& window, int position, int i,
                               float largest) {
  int k = i % window.channels;
  while (k < i && seen(map, window, position, k) != largest) {
    k += window.channels;
  }
  return k == i && seen(map, window, position, k) == largest;
}

// The maps are read where the largest is asked for; for the mean they may be what is written.
extern "C" __global__ void poolGradient(const float* maps, const float* pooled,
                                        const Window* window, int kind, const float* delta,
                                        float* deltaMaps, int size) {
  int i = place();
  if (i < size) {
    int channels = window->channels;
    int example = i / mapSize(*window);
    const float* map = maps + at(0, example, mapSize(*window));
    int first = example * positions(*window) * channels + i % channels;
    int value = i % mapSize(*window);
    deltaMaps[i] = sumOverWindows(*window, value, [=](int position, int inside) {
      int to = first + position * channels;
      if (kind == AVERAGE) {
        return delta[to] / (float)(patchSize(*window) / channels);
      }
      return isFirst(map, *window, position, inside, pooled[to]) ? delta[to] : 0.0f;
    });
  }
}

/** Where the k-th unit of a block is in maps that a window cuts into blocks. */
static __device__ long long unitOfBlock(const Window& blocks, int block, int k) {
  int channels = blocks.channels;
  int position = block / channels % positions(blocks);
  int units = blocks.across.size / channels;
  int y = begin(blocks.down, position / blocks.across.steps) + k / units;
  int x = begin(blocks.across, position % blocks.across.steps) + k % units * channels;
  int example = block / channels / positions(blocks);
  return at(y * blocks.across.maps + x + block % channels, example, mapSize(blocks));
}

// A thread takes a block: what it writes may be what it reads.
extern "C" __global__ void blockProbabilities(const float* inputs, const Window* blocks,
                                              float* target, int count) {
  int i = place();
  if (i < count) {
    int units = patchSize(*blocks) / blocks->channels;
    float highest = 0.0f;
    for (int k = 0; k < units; k++) {
      highest = larger(highest, inputs[unitOfBlock(*blocks, i, k)]);
    }
    float sum = exponential(-highest);
    for (int k = 0; k < units; k++) {
      sum += exponential(inputs[unitOfBlock(*blocks, i, k)] - highest);
    }
    for (int k = 0; k < units; k++) {
      long long unit = unitOfBlock(*blocks, i, k);
      target[unit] = exponential(inputs[unit] - highest) / sum;
    }
  }
}

extern "C" __global__ void keepLargestOfBlocks(const float* source, const Window* blocks,
                                               float* target, int count) {
  int i = place();
  if (i < count) {
    int units = patchSize(*blocks) / blocks->channels;
    int winner = -1;
    float highest = 0.0f;
    for (int k = 0; k < units; k++) {
      float value = source[unitOfBlock(*blocks, i, k)];
      if (value == value && (winner < 0 || value > highest)) {
        winner = k;
        highest = value;
      }
    }
    for (int k = 0; k < units; k++) {
      long long unit = unitOfBlock(*blocks, i, k);
      float value = source[unit];
      target[unit] = k == winner || value != value ? value : 0.0f;
    }
  }
}

extern "C" __global__ void sampleBlocks(const float* probabilities, const Window* blocks,
                                        const unsigned* key, float* target, int count) {
  int i = place();
  if (i < count) {
    int units = patchSize(*blocks) / blocks->channels;
    float drawn = __int_as_float((int)(0x3F800000u | randomBits(i, key) >> 9));
    float sum = 0.0f;
    bool given = false;
    for (int k = 0; k < units; k++) {
      long long unit = unitOfBlock(*blocks, i, k);
      sum += probabilities[unit];
      bool passed = drawn < 1.0f + sum;
      target[unit] = passed && !given ? 1.0f : 0.0f;
      given = given || passed;
    }
  }
}

// By rows and by columns.

extern "C" __global__ void sumColumns(const float* alpha, const float* m, const float* beta,
                                      float* target, int rows, int columns) {
  int row = place();
  double sum = sumOverColumns(row, rows, columns, [=](long long i) { return (double)m[i]; });
  if (threadIdx.y == 0 && row < rows) {
    float old = *beta == 0.0f ? 0.0f : *beta * target[row];
    target[row] = old + *alpha * (float)sum;
  }
}

extern "C" __global__ void slopeSquares(const float* codes, float* target, int rows, int columns,
                                        int activation) {
  int row = place();
  double sum = sumOverColumns(row, rows, columns, [=](long long i) {
    double own = slope(activation, codes[i]);
    return own * own;
  });
  if (threadIdx.y == 0 && row < rows) {
    target[row] = (float)sum;
  }
}

extern "C" __global__ void columnSquares(const float* m, float* target, int rows) {
  int j = (int)blockIdx.x;
  double sum = 0;
  for (int i = (int)threadIdx.x; i < rows; i += THREADS) {
    double value = m[at(i, j, rows)];
    sum += value * value;
  }
  sum = blockSum(sum);
  if (threadIdx.x == 0) {
    target[j] = (float)sum;
  }
}

extern "C" __global__ void addCurvature(const float* alpha, const float* codes,
                                        const float* factors, float* delta, int rows, int columns,
                                        int activation) {
  int row = place();
  if (row < rows) {
    float factor = *alpha * factors[row];
    for (int j = firstColumn(); j < columns; j += columnStep()) {
      long long i = at(row, j, rows);
      delta[i] += factor * curvature(activation, codes[i]);
    }
  }
}

extern "C" __global__ void addScaledColumns(const float* alpha, const float* factors,
                                            const float* x, float* target, int rows, int columns) {
  int row = place();
  if (row < rows) {
    for (int j = firstColumn(); j < columns; j += columnStep()) {
      long long i = at(row, j, rows);
      target[i] += *alpha * factors[j] * x[i];
    }
  }
}

extern "C" __global__ void freeEnergies(const float* visible, const float* hidden,
                                        const float* hiddenBias, const float* visibleBias,
                                        double* energies, int visibleRows, int hiddenRows) {
  int j = (int)blockIdx.x;
  double sum = 0;
  for (int i = (int)threadIdx.x; i < visibleRows; i += THREADS) {
    sum -= (double)visibleBias[i] * visible[at(i, j, visibleRows)];
  }
  for (int i = (int)threadIdx.x; i < hiddenRows; i += THREADS) {
    sum -= softplus((double)hidden[at(i, j, hiddenRows)] + hiddenBias[i]);
  }
  sum = blockSum(sum);
  if (threadIdx.x == 0) {
    energies[j] = sum;
  }
}

/** A column's logits with their bias, as a warp sees them: the logarithm of its exponentials' sum. */
static __device__ double logSum(const float* logits, const float* bias, int rows) {
  int lane = (int)threadIdx.x % 32;
  double highest = -1.0 / 0.0;
  for (int i = lane; i < rows; i += 32) {
    double z = logits[i] + bias[i];
    highest = z > highest ? z : highest;
  }
  highest = warpMaximum(highest);
  double sum = 0;
  for (int i = lane; i < rows; i += 32) {
    sum += exp((double)(logits[i] + bias[i]) - highest);
  }
  return highest + log(warpSum(sum));
}

// A warp takes a column. One without a label has nothing to learn.
extern "C" __global__ void softmaxGradient(float* logits, const float* bias, const int* labels,
                                           int rows, int columns) {
  int j = place() / 32;
  if (j < columns) {
    float* z = logits + at(0, j, rows);
    int label = labels[j];
    double sum = logSum(z, bias, rows);
    for (int i = (int)threadIdx.x % 32; i < rows; i += 32) {
      double probability = exp((double)(z[i] + bias[i]) - sum);
      z[i] = label < 0 ? 0.0f : (float)(probability - (i == label ? 1 : 0));
    }
  }
}

// Sums over all values: each block writes a part, and addPartials adds them up.

extern "C" __global__ void softmaxCrossEntropy(const float* logits, const float* bias,
                                               const int* labels, double* partials, int rows,
                                               int columns) {
  double loss = 0;
  for (int j = place() / 32; j < columns; j += (int)(gridDim.x * blockDim.x / 32)) {
    const float* z = logits + at(0, j, rows);
    int label = labels[j];
    double sum = logSum(z, bias, rows);
    if (threadIdx.x % 32 == 0 && label >= 0) {
      loss += sum - (double)(z[label] + bias[label]);
    }
  }
  writeBlockSum(loss, partials);
}

extern "C" __global__ void crossEntropy(const float* logits, const float* bias,
                                        const float* targets, double* partials, int rows,
                                        int columns) {
  double sum = 0;
  for (int j = (int)blockIdx.x; j < columns; j += (int)gridDim.x) {
    for (int i = (int)threadIdx.x; i < rows; i += THREADS) {
      double z = (double)logits[at(i, j, rows)] + bias[i];
      sum += softplus(z) - targets[at(i, j, rows)] * z;
    }
  }
  writeBlockSum(sum, partials);
}

extern "C" __global__ void squaredError(const float* a, const float* b, double* partials,
                                        int size) {
  sumOverValues(size, partials, [=](int i) {
    double difference = (double)a[i] - b[i];
    return difference * difference;
  });
}

extern "C" __global__ void sumValues(const float* x, double* partials, int size) {
  sumOverValues(size, partials, [=](int i) { return (double)x[i]; });
}

extern "C" __global__ void sumProducts(const float* a, const float* b, double* partials,
                                       int size) {
  sumOverValues(size, partials, [=](int i) { return (double)a[i] * b[i]; });
}

extern "C" __global__ void sumDivergences(const double* target, const float* means,
                                          double* partials, int size) {
  double t = *target;
  sumOverValues(size, partials, [=](int i) {
    double mean = inside(means[i]);
    return t * log(t / mean) + (1 - t) * log((1 - t) / (1 - mean));
  });
}

extern "C" __global__ void sumLogSigmoids(const double* a, const double* b, double* partials,
                                          int count) {
  sumOverValues(count, partials, [=](int i) { return -softplus(b[i] - a[i]); });
}

extern "C" __global__ void addPartials(const double* partials, int count, const double* factor,
                                       double* total) {
  double sum = 0;
  for (int i = (int)threadIdx.x; i < count; i += THREADS) {
    sum += partials[i];
  }
  sum = blockSum(sum);
  if (threadIdx.x == 0) {
    *total += *factor * sum;
  }
}
