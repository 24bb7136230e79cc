package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.cuda.driver.CardMemory;
import io.lamina.runtime.cuda.driver.Cards;
import io.lamina.runtime.cuda.driver.PinnedBuffer;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.cuda.driver.Stream;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stand-ins are there for: mistakes that they must find. */
class PlantedFaultsTest {
  private static final int COUNT = 64;

  private static final String KERNELS =
      """
      extern "C" __global__ void readsBeyond(float* x, int count) {
        x[threadIdx.x] = x[threadIdx.x + 1];
      }
      extern "C" __global__ void writesBefore(float* x, int count) {
        if (threadIdx.x == 0) x[-1] = 1;
      }
      extern "C" __global__ void sharedBeyond(float* x, int count) {
        __shared__ float part[32];
        part[threadIdx.x] = 1;
        __syncthreads();
        x[threadIdx.x] = part[threadIdx.x];
      }
      extern "C" __global__ void unready(float* x, int count) {
        __shared__ float part[64];
        if (threadIdx.x > 0) part[threadIdx.x] = 1;
        __syncthreads();
        x[threadIdx.x] = part[threadIdx.x];
      }
      extern "C" __global__ void stuck(float* x, int count) {
        if (threadIdx.x < 5) return;
        __syncthreads();
        x[threadIdx.x] = 1;
      }
      extern "C" __global__ void lonely(float* x, int count) {
        if (threadIdx.x == 5) return;
        x[threadIdx.x] = __shfl_xor_sync(0xFFFFFFFFu, x[threadIdx.x], 1);
      }
      extern "C" __global__ void racy(float* x, int count) {
        __shared__ float part[64];
        part[threadIdx.x] = (float)threadIdx.x;
        x[threadIdx.x] = part[63 - threadIdx.x];
      }
      extern "C" __global__ void calm(float* x, int count) {
        __shared__ float part[64];
        part[threadIdx.x] = (float)threadIdx.x;
        __syncthreads();
        x[threadIdx.x] = part[63 - threadIdx.x];
      }
      """;

  @TempDir private Path directory;

  private final Resources resources = new Resources();

  @BeforeEach
  @AfterEach
  void reset() {
    resources.close();
    assertThat(StandIn.held()).as("what was not given back").isZero();
    StandIn.configure(StandIn.CARDS);
  }

  @ParameterizedTest
  @CsvSource({
    "readsBeyond,no memory at",
    "writesBefore,written before a block",
    "sharedBeyond,index",
    "stuck,wait at a barrier",
    "lonely,in their warp"
  })
  void kernelsThatFailAreNamed(String kernel, String reason) {
    assertThatThrownBy(() -> run(kernel, "")).hasMessageContaining(reason);
  }

  @Test
  void aKernelIsNamedAndItsContextIsLostForAllThatFollows() {
    Stream stream = stream();
    CardMemory memory = new CardMemory(stream, resources);
    long address = memory.zeros(COUNT * Float.BYTES, "values");
    Call call = kernels(stream).call("readsBeyond", grid(), address, COUNT);

    call.issue();
    assertThatThrownBy(stream::finish)
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("card 0 (First")
        .hasMessageContaining("readsBeyond: block 0,0 thread 63,0");
    assertThatThrownBy(() -> memory.allocate(4, "more")).hasMessageContaining("719");
  }

  @Test
  void sharedMemoryThatNobodyWroteIsNoNumber() {
    assertThat(run("unready", "")[0]).isNaN();
    assertThat(run("unready", "")[1]).isEqualTo(1f);
  }

  @Test
  void memoryThatNobodyWroteIsNoNumber() {
    Stream stream = stream();
    CardMemory memory = new CardMemory(stream, resources);
    long address = memory.allocate(Float.BYTES, "a value");
    float[] value = new float[1];
    new Downloads(stream, memory, resources).download(address, value, 0, 1);
    assertThat(value[0]).isNaN();
  }

  @Test
  void aRaceGivesOtherValuesInAnotherOrder() {
    assertThat(run("racy", " order=backwards")).isNotEqualTo(run("racy", ""));
    assertThat(run("calm", " order=backwards")).isEqualTo(run("calm", ""));
  }

  @Test
  void anArgumentOfAnotherCardOrOfNoneIsRefused() {
    Stream stream = stream();
    Call call = kernels(stream).call("calm", grid(), 4096, COUNT);
    call.issue();
    assertThatThrownBy(stream::finish)
        .hasMessageContaining("calm: an argument points to no memory");
  }

  /** The copy comes later than the host believes. */
  @Test
  void aBufferThatIsFilledBeforeItsCopyIsDoneGivesWhatItHasThen() {
    assertThat(uploaded(false)).isEqualTo(2);
    assertThat(uploaded(true)).isEqualTo(1);
  }

  private int uploaded(boolean waits) {
    StandIn.configure(StandIn.CARDS + " lazy");
    Stream stream = stream();
    CardMemory memory = new CardMemory(stream, resources);
    long address = memory.allocate(Integer.BYTES, "a number");
    PinnedBuffer buffer = new PinnedBuffer(stream, memory, Integer.BYTES, resources);
    buffer.bytes().putInt(0, 1);
    buffer.send(address, Integer.BYTES);
    if (waits) {
      buffer.copied().await();
    }
    buffer.bytes().putInt(0, 2);
    buffer.copied().await();
    PinnedBuffer back = new PinnedBuffer(stream, memory, Integer.BYTES, resources);
    back.fetch(address, Integer.BYTES);
    back.copied().await();
    int number = back.bytes().getInt(0);
    resources.close();
    return number;
  }

  @Test
  void whatIsNotGivenBackIsCounted() {
    long held = StandIn.held();
    Stream stream = stream();
    new CardMemory(stream, resources).allocate(4, "a value");
    assertThat(StandIn.held() - held).as("a context, a stream and a block").isEqualTo(3);
  }

  private float[] run(String kernel, String how) {
    StandIn.configure(StandIn.CARDS + how);
    try {
      Stream stream = stream();
      CardMemory memory = new CardMemory(stream, resources);
      long address = memory.zeros(COUNT * Float.BYTES, "values");
      kernels(stream).call(kernel, grid(), address, COUNT).issue();
      stream.finish();
      float[] values = new float[COUNT];
      new Downloads(stream, memory, resources).download(address, values, 0, COUNT);
      return values;
    } finally {
      resources.close();
    }
  }

  private Stream stream() {
    return new Stream(Cards.visible().of(DeviceAddresses.none()), resources);
  }

  private Kernels kernels(Stream stream) {
    return new Kernels(stream, new KernelImages(directory, KERNELS), resources);
  }

  private static Grid grid() {
    return new Grid(1, 1, COUNT, 1);
  }
}
