package io.lamina.jobs.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckpointFormatTest {
  private static final RunIdentity RUN =
      new RunIdentity("c0de", "cpu-avx2", Map.of("lamina", "0.1.0", "onednn", "2.5.2"));

  private static byte[] written(StageCheckpoint checkpoint) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CheckpointFormat()
        .write(
            new CheckpointFormat.Entry(
                new CheckpointFormat.Head(RUN, "layer 1", "5 examples"), checkpoint),
            out);
    return out.toByteArray();
  }

  private static CheckpointFormat.Entry read(byte[] bytes) throws IOException {
    return new CheckpointFormat().read(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void whatIsWrittenIsReadToTheBit() throws Exception {
    StageCheckpoint written =
        StageCheckpoint.over(
            SampleCheckpoints.state(3), SampleCheckpoints.history(3), List.of(), "a device");
    CheckpointFormat.Entry entry = read(written(written));

    assertThat(entry.head().identity()).isEqualTo(RUN);
    assertThat(entry.head().stage()).isEqualTo("layer 1");
    assertThat(entry.head().data()).isEqualTo("5 examples");
    assertThat(entry.checkpoint()).usingRecursiveComparison().isEqualTo(written);
  }

  @Test
  void oneThatIsOpenHasNoDevice() throws Exception {
    assertThat(read(written(SampleCheckpoints.open(2))).checkpoint().device()).isEmpty();
  }

  /** One byte changed anywhere, or the end cut off anywhere: an error, and no memory taken. */
  @Test
  void damageIsNoticed() throws Exception {
    byte[] whole = written(SampleCheckpoints.open(2));
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      // Half of the time among the counts at the beginning or the end.
      int place =
          i % 2 == 0 ? random.nextInt(whole.length) : i % 4 == 1 ? i / 4 : whole.length - 1 - i / 4;
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> read(damaged))
          .as("byte " + place)
          .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
      byte[] cut = Arrays.copyOf(whole, place);
      assertThatThrownBy(() -> read(cut))
          .as("cut at " + place)
          .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void bytesBehindTheEndAreNoticed() throws Exception {
    byte[] whole = written(SampleCheckpoints.open(2));
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessage("its checksum is wrong");
  }
}
