/**
 * NVIDIA cards of compute capability 7.5 and newer, by the driver's own interface, NVRTC and
 * cuBLASLt. {@code driver.CudaLibraries} loads the native libraries; no other class is used before
 * it has found them. {@code CudaOperations} appends what it is asked for to a {@code Program},
 * which runs when somebody waits for a result, and keeps the steps of a training as graphs. The
 * kernels are in {@code kernels.cu}.
 */
package io.lamina.runtime.cuda;
