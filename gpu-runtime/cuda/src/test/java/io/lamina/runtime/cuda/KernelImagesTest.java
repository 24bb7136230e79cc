package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.cuda.driver.Card;
import io.lamina.runtime.cuda.driver.Cards;
import io.lamina.runtime.cuda.driver.Resources;
import io.lamina.runtime.device.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernels are compiled once, and again where what was kept is of no use. */
class KernelImagesTest {
  private static final String SOURCE = "extern \"C\" __global__ void nothing(int i) {}";
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir private Path directory;

  @Test
  void whatWasCompiledIsKeptForEveryArchitectureAndSource() throws IOException {
    byte[] image = images(SOURCE).kept(90);
    Path file = files().get(0);
    Files.setLastModifiedTime(file, LONG_AGO);

    assertThat(images(SOURCE).kept(90)).isEqualTo(image);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
    assertThat(images(SOURCE).kept(80)).isNotEqualTo(image);
    images(SOURCE + "\n").kept(90);
    assertThat(files()).hasSize(3);
  }

  @Test
  void aDamagedFileIsMadeAnew() throws IOException {
    byte[] image = images(SOURCE).kept(90);
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int kept : new int[] {0, 31, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, kept));
      assertThat(images(SOURCE).kept(90)).isEqualTo(image);
      assertThat(file).hasBinaryContent(whole);
    }
    byte[] flipped = whole.clone();
    flipped[flipped.length - 2] ^= 1;
    Files.write(file, flipped);
    assertThat(images(SOURCE).kept(90)).isEqualTo(image);
    assertThat(file).hasBinaryContent(whole);
  }

  /** Such as a file of another machine's NVRTC. */
  @Test
  void anImageThatTheCardRefusesIsMadeAnew() throws IOException {
    byte[] other = images(SOURCE).kept(100);
    Path fileOfOther = files().get(0);
    byte[] refused = Files.readAllBytes(fileOfOther);
    byte[] image = images(SOURCE).kept(90);
    Path file =
        files().stream().filter(each -> !each.equals(fileOfOther)).findFirst().orElseThrow();
    Files.write(file, refused);
    assertThat(images(SOURCE).kept(90)).as("the digest is right").isEqualTo(other);

    try (Resources resources = new Resources()) {
      Card card = Cards.visible().of(io.lamina.runtime.device.DeviceAddresses.none());
      new Kernels(
          new io.lamina.runtime.cuda.driver.Stream(card, resources), images(SOURCE), resources);
    }
    assertThat(images(SOURCE).kept(90)).isEqualTo(image);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNotNeeded() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(new KernelImages(file, SOURCE).kept(90)).isNotEmpty();
  }

  @Test
  void aMistakeInTheKernelsIsShown() {
    assertThatThrownBy(() -> images("extern \"C\" __global__ void f(int i) { x = 1; }").kept(90))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("NVRTC 13.0 cannot compile the kernels")
        .hasMessageContaining("kernels.cu");
  }

  private KernelImages images(String source) {
    return new KernelImages(directory, source);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
