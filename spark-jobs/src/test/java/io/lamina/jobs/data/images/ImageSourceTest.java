package io.lamina.jobs.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.images.ImageLabel;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.images.Images.Broken;
import io.lamina.zoo.plan.data.images.LabelPlace;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.images.PictureForm.Colours;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.SourcePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class ImageSourceTest {
  private static final int IMAGES = 13;
  private static final LabelPlace TABLE = new LabelPlace.LabelTable("labels.csv", "id", "kind");
  private static final PictureForm AS_THEY_ARE =
      new PictureForm(Colours.RGB, Optional.empty(), Optional.empty());

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  ImageSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Images 00 to 12 of 1 × 2 pixels, of which number i has i as red, 2 i as green, 3 i as blue; in
   * the folders 0, 1 and 2 by i mod 3; in archives the last comes first.
   */
  @BeforeEach
  void files() throws IOException {
    data = new DataFolder(directory, spark);
    List<String> table = new ArrayList<>(List.of("kind,id"));
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = IMAGES - 1; i >= 0; i--) {
      String name = String.format(Locale.ROOT, "%02d.png", i);
      byte[] image = TestImages.png(1, 2, (i << 16) | ((2 * i) << 8) | (3 * i));
      data.bytes("folder/" + i % 3 + "/" + name, image);
      entries.put("in/" + i % 3 + "/" + name, image);
      table.add(i % 3 + "," + i % 3 + "/" + String.format(Locale.ROOT, "%02d", i));
    }
    entries.put("in/readme.txt", "hello".getBytes(StandardCharsets.UTF_8));
    entries.put("in/0/._00.png", new byte[] {1});
    data.text("labels.csv", table.toArray(String[]::new));
    data.bytes("all.zip", Archives.zip(entries));
    data.bytes("all.tar", Archives.tar(entries));
    data.bytes("all.tar.gz", Archives.packedTar(entries));
    data.bytes("all.tgz", Archives.packedTar(entries));
  }

  private static Images images(String path) {
    return new Images(SourcePath.of(path), AS_THEY_ARE, Optional.empty(), Broken.REFUSE);
  }

  private static Images labeled(String path, LabelPlace place, String... names) {
    ImageLabel label = new ImageLabel(place, new LabelNames(List.of(names), false));
    return new Images(SourcePath.of(path), AS_THEY_ARE, Optional.of(label), Broken.REFUSE);
  }

  private static Example example(int label, int... bytes) {
    return Example.of(label, Arrays.stream(bytes).mapToDouble(each -> each * (1f / 255)).toArray());
  }

  /** In the order of the paths: by folder, then by number. */
  private static List<Example> wanted(boolean labeled) {
    List<Example> wanted = new ArrayList<>();
    for (int folder = 0; folder < 3; folder++) {
      for (int i = folder; i < IMAGES; i += 3) {
        wanted.add(example(labeled ? folder : -1, i, 2 * i, 3 * i, i, 2 * i, 3 * i));
      }
    }
    return wanted;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "folder",
        "folder/*/*.png",
        "{folder}/?",
        "all.zip",
        "all.tar",
        "all.tar.gz",
        "all.tgz"
      })
  void imagesComeInTheOrderOfTheirNames(String path) {
    Examples examples = data.examples(images(path), false);

    assertThat(Example.inOrder(examples)).isEqualTo(wanted(false));
    assertThat(examples.count()).isEqualTo(IMAGES);
    assertThat(examples.layout().format()).isEqualTo(ValueFormat.UNSIGNED_BYTE);
    assertThat(examples.layout().image()).contains(new ImageShape(1, 2, 3));
    assertThat(examples.layout().inputs()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "all.zip", "all.tar", "all.tar.gz"})
  void aFolderIsALabel(String path) {
    Examples examples = data.examples(labeled(path, new LabelPlace.Folder()), true);

    assertThat(Example.inOrder(examples)).isEqualTo(wanted(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "all.zip"})
  void labelsAreLookedUpInATable(String path) {
    Examples examples = data.examples(labeled(path, TABLE), true);

    assertThat(Example.inOrder(examples)).isEqualTo(wanted(true));
  }

  @Test
  void wordsAreTheClassesThatThePlanNumbers() {
    data.bytes("named/cat/1.png", TestImages.png(1, 1, 1));
    data.bytes("named/dog/2.png", TestImages.png(1, 1, 2));

    Examples examples =
        data.examples(labeled("named", new LabelPlace.Folder(), "dog", "ape", "cat"), true);

    assertThat(Example.inOrder(examples)).containsExactly(example(2, 0, 0, 1), example(0, 0, 0, 2));
  }

  @Test
  void labelsThatAreNotWantedAreNotLookedFor() {
    LabelPlace nowhere = new LabelPlace.LabelTable("no such file", "id", "kind");

    assertThat(Example.inOrder(data.examples(labeled("folder", nowhere), false)))
        .isEqualTo(wanted(false));
  }

  @Test
  void whatIsNoImageByItsNameIsPassedOverAndTold() {
    data.text("folder/labels.csv", "a,b");

    assertThat(data.examples(images("folder"), false).count()).isEqualTo(IMAGES);
    assertThat(data.notes())
        .singleElement()
        .asString()
        .contains("folder/labels.csv (by its name no image)");
  }

  @Test
  void brokenImagesAreLeftOutCountedAndNamed() {
    data.bytes("folder/0/05b.png", new byte[] {1, 2, 3});
    data.bytes("folder/2/99.png", TestImages.png(3, 3, 7));
    byte[] cut = TestImages.png(1, 2, 7);
    data.bytes("folder/1/04b.png", Arrays.copyOf(cut, cut.length - 1));
    Images all =
        new Images(SourcePath.of("folder/[01]"), AS_THEY_ARE, Optional.empty(), Broken.SKIP);

    Examples examples = data.examples(all, false);

    List<Example> whole = wanted(false).subList(0, 9);
    assertThat(Example.inOrder(examples)).isEqualTo(whole);
    assertThat(examples.count()).isEqualTo(whole.size());
    assertThat(data.notes())
        .singleElement()
        .asString()
        .startsWith("skipped: 2 of 11 images of ")
        .contains("/0/05b.png: it is neither PNG nor JPEG; ", "/1/04b.png: it is damaged: its end");
  }

  @Test
  void whereAllAreBrokenThereIsNothingToRead() {
    data.bytes("bad/1.png", new byte[] {1, 2, 3});
    Images all = new Images(SourcePath.of("bad"), AS_THEY_ARE, Optional.empty(), Broken.SKIP);

    assertThatThrownBy(() -> data.examples(all, false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all of 1 image of ")
        .hasMessageContaining("cannot be decoded: ");
  }

  private static void refused(Examples examples, String... message) {
    assertThatThrownBy(() -> examples.rows().count())
        .isInstanceOf(SparkException.class)
        .satisfies(
            thrown ->
                assertThat(DataException.unreadable("", thrown).getMessage()).contains(message));
  }

  @Test
  void anArchiveThatIsCutOffOrChangedIsRefused() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.png", TestImages.png(1, 2, 1));
    entries.put("b.png", TestImages.png(1, 2, 2));
    byte[] zip = Archives.zip(entries);
    byte[] cut = Arrays.copyOf(zip, zip.length / 2);
    zip[60]++;
    byte[] tar = Archives.tar(entries);
    data.bytes("cut.zip", cut).bytes("changed.zip", zip);
    data.bytes("cut.tar", Arrays.copyOf(tar, 1560));

    assertThatThrownBy(() -> data.examples(images("cut.zip"), false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cut.zip");
    PictureForm known =
        new PictureForm(Colours.RGB, Optional.empty(), Optional.of(new ImageShape(1, 2)));
    Images changed =
        new Images(SourcePath.of("changed.zip"), known, Optional.empty(), Broken.REFUSE);
    refused(
        data.examples(changed, false),
        "changed.zip, entry a.png: it is damaged: it does not match the archive's checksum (fetch"
            + " it again, remove it, or set broken: skip)");
    assertThatThrownBy(() -> data.examples(images("cut.tar"), false).rows().count())
        .satisfies(
            thrown ->
                assertThat(DataException.unreadable("", thrown).getMessage()).contains("cut.tar"));
  }

  @Test
  void imagesOfDifferentSizesAreRefusedByName() {
    data.bytes("folder/2/zz.png", TestImages.png(3, 4, 0));

    refused(
        data.examples(images("folder"), false),
        "folder/2/zz.png has 3x4 pixels, ",
        "folder/0/00.png has 1x2 (bring all images to one size, by resize, by crop, or by both)");
  }

  @Test
  void whatAPlanResizesHasOneShape() {
    data.bytes("folder/2/zz.png", TestImages.png(3, 4, 0x0a141e));
    PictureForm form =
        new PictureForm(Colours.GREY, Optional.empty(), Optional.of(new ImageShape(1, 1)));
    Images images = new Images(SourcePath.of("folder/2"), form, Optional.empty(), Broken.REFUSE);

    Examples examples = data.examples(images, false);

    assertThat(examples.layout().image()).contains(new ImageShape(1, 1));
    List<Example> read = Example.inOrder(examples);
    assertThat(read.get(read.size() - 1)).isEqualTo(example(-1, 18));
  }

  @Test
  void aRowNamesItsImage() {
    List<String> names =
        data.records(images("all.zip"))
            .rows()
            .map(row -> row.kept().cells().getString(1))
            .collect();

    assertThat(names).hasSize(IMAGES).contains("in/0/00.png", "in/0/12.png");
    assertThat(Collections.frequency(names, "in/1/04.png")).isEqualTo(1);
  }
}
