package io.lamina.jobs.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingFilesTest {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final String PLAN =
      """
      name: digits
      data:
        unlabeled: %s
        test: {format: csv, path: test.csv}
      shards: 1
      layers:
        - {kind: autoencoder, units: 2, learningRate: 0.1, batchSize: 2, epochs: 1}
      """;

  @TempDir Path root;

  private DataCursor settled(String source) {
    return settled(source, DataCursor.none());
  }

  private DataCursor settled(String source, DataCursor known) {
    TrainingPlan plan =
        new PlanReader().read(new PlanText("plan.yaml", PLAN.formatted(source)), List.of());
    Configuration hadoop = new Configuration();
    DataFiles files = new DataFiles(root.toUri().toString(), hadoop, note -> {});
    return new TrainingFiles(plan, files, hadoop).settled(NOON, known);
  }

  private void write(String name, Instant modified) throws IOException {
    write(name, modified, "0,1\n");
  }

  private void write(String name, Instant modified, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private static List<String> names(DataCursor cursor, String source) {
    return cursor.files(source).stream()
        .map(file -> file.path().replaceFirst(".*/days/", ""))
        .toList();
  }

  @Test
  void aFileThatMayStillGrowWaitsUnlessItsDirectoryIsComplete() throws IOException {
    write("days/1/a.csv", NOON.minusSeconds(1));
    write("days/1/b.csv", NOON);
    write("days/2/c.csv", NOON.plusSeconds(9));
    write("days/2/_SUCCESS", NOON.plusSeconds(9));
    write("test.csv", NOON.minusSeconds(1));

    assertThat(names(settled("{format: csv, path: days}"), "unlabeled"))
        .containsExactly("1/a.csv", "2/c.csv");
  }

  @Test
  void aKnownFileIsNotWaitedForButCompared() throws IOException {
    write("days/a.csv", NOON.minusSeconds(5));
    write("test.csv", NOON.minusSeconds(5));
    String source = "{format: csv, path: days}";
    DataCursor known = settled(source);
    write("days/a.csv", NOON.plusSeconds(1), "1,0\n");
    write("days/b.csv", NOON.plusSeconds(1));

    DataCursor now = settled(source, known);

    assertThat(names(now, "unlabeled")).containsExactly("a.csv");
    assertThat(now.since(known).changed()).hasSize(1).first().asString().endsWith("/days/a.csv");
    assertThat(now.since(known).gone()).isEmpty();
  }

  @Test
  void aKnownFileThatWasTouchedIsTheSame() throws IOException {
    write("days/a.csv", NOON.minusSeconds(5));
    write("test.csv", NOON.minusSeconds(5));
    String source = "{format: csv, path: days}";
    DataCursor known = settled(source);
    write("days/a.csv", NOON.plusSeconds(1));

    assertThat(settled(source, known).since(known).keepsOld()).isTrue();
  }

  @Test
  void theLengthAndTimeOfFilesAreNoted() throws IOException {
    write("days/a.csv", NOON.minusSeconds(5));
    write("test.csv", NOON.minusSeconds(1));

    FileMark mark = settled("{format: csv, path: days}").files("unlabeled").get(0);
    assertThat(mark.bytes()).isEqualTo(4);
    assertThat(mark.modified()).isEqualTo(NOON.minusSeconds(5).toEpochMilli());
    assertThat(mark.checksum().orElseThrow()).matches("sha-256:[0-9a-f]{64}");
  }

  /** A file of data may be in a table's directory and in no version of it. */
  @Test
  void ofADeltaTableTheVersionCounts() throws IOException {
    String source =
        "{format: spark, reader: delta, path: days, features: a, range: {low: 0, high: 1}}";
    write("test.csv", NOON.minusSeconds(1));
    write("days/part-0.parquet", NOON.minusSeconds(1));
    write("days/_delta_log/00000000000000000009.json", NOON.plusSeconds(1));
    write("days/_delta_log/00000000000000000009.checkpoint.parquet", NOON.plusSeconds(1));

    DataCursor before = settled(source);
    write("days/_delta_log/00000000000000000010.json", NOON.plusSeconds(1));
    DataCursor now = settled(source, before);

    TableMark table = now.table("unlabeled").orElseThrow();
    assertThat(table.version()).isEqualTo(10);
    assertThat(names(now, "unlabeled")).isEmpty();
    DataChange change = now.since(before);
    assertThat(change.tables()).containsExactly(table);
    assertThat(change.addsLessThan(1_000_000)).isFalse();
    assertThat(change.newInWords()).endsWith("/days is at version 10");
    assertThat(now.since(now).addsNothing()).isTrue();
    assertThat(DataCursor.parse(now.toJson())).isEqualTo(now);
  }

  @Test
  void aDeltaTableThatIsNoneIsRefused() throws IOException {
    write("test.csv", NOON.minusSeconds(1));
    write("days/part-0.parquet", NOON.minusSeconds(1));

    assertThatThrownBy(
            () ->
                settled(
                    "{format: spark, reader: delta, path: days, features: a, range: {low: 0, high:"
                        + " 1}}"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("/days: it is no Delta table (its _delta_log has no version)");
  }

  private static final String ICEBERG =
      "{format: spark, reader: iceberg, path: days, features: a, range: {low: 0, high: 1}}";

  /** The numbers of files are compared as numbers, and their text is as Iceberg writes it. */
  @Test
  void ofAnIcebergTableTheSnapshotCounts() throws IOException {
    write("test.csv", NOON.minusSeconds(1));
    write("days/data/00000-0-a.parquet", NOON.minusSeconds(1));
    write("days/metadata/version-hint.text", NOON, "8");
    write("days/metadata/v8.metadata.json", NOON, snapshot("-1"));
    write("days/metadata/v9.metadata.json", NOON, snapshot("4055729143041021866"));
    write("days/metadata/10001-a.metadata.json", NOON, snapshot("1"));
    write("days/metadata/snap-4055729143041021866-1-a.avro", NOON);

    DataCursor before = settled(ICEBERG);
    write("days/metadata/v10.metadata.json", NOON, snapshot("77"));
    DataCursor now = settled(ICEBERG, before);

    assertThat(before.table("unlabeled").orElseThrow().version()).isEqualTo(4055729143041021866L);
    TableMark table = now.table("unlabeled").orElseThrow();
    assertThat(table.version()).isEqualTo(77);
    assertThat(now.since(before).tables()).containsExactly(table);
    assertThat(now.since(now).addsNothing()).isTrue();
    assertThat(DataCursor.parse(before.toJson())).isEqualTo(before);
  }

  @Test
  void compressedMetadataOfAnIcebergTableIsRead() throws IOException {
    write("test.csv", NOON.minusSeconds(1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(snapshot("5").getBytes(UTF_8));
    }
    Files.createDirectories(root.resolve("days/metadata"));
    Files.write(root.resolve("days/metadata/v1.gz.metadata.json"), bytes.toByteArray());

    assertThat(settled(ICEBERG).table("unlabeled").orElseThrow().version()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"current-snapshot-id\": -1}", "{\"current-snapshot-id\": null}", "{}"})
  void anIcebergTableWithoutASnapshotIsRefused(String metadata) throws IOException {
    write("test.csv", NOON.minusSeconds(1));
    write("days/metadata/v1.metadata.json", NOON, metadata);

    assertThatThrownBy(() -> settled(ICEBERG))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("/days: nothing was written to this Iceberg table yet");
  }

  @Test
  void anIcebergTableThatIsNoneOrIsDamagedIsRefused() throws IOException {
    write("test.csv", NOON.minusSeconds(1));
    write("days/part-0.parquet", NOON.minusSeconds(1));
    assertThatThrownBy(() -> settled(ICEBERG))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/days: it is no Iceberg table that is read by its path");

    write("days/metadata/00001-a.metadata.json", NOON, snapshot("1"));
    assertThatThrownBy(() -> settled(ICEBERG))
        .hasMessageContaining("/days: it is no Iceberg table that is read by its path");

    write("days/metadata/v1.metadata.json", NOON, "{");
    assertThatThrownBy(() -> settled(ICEBERG))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("/days/metadata/v1.metadata.json: it is not Iceberg's metadata");
  }

  private static String snapshot(String id) {
    return "{\"format-version\": 2, \"current-snapshot-id\": " + id + ", \"snapshots\": []}";
  }

  private final List<String> notes = new ArrayList<>();

  /** Images and the table of their labels in one directory. */
  private DataCursor images(DataCursor known) {
    String source =
        "{format: images, path: days, colours: grey, labels: [cat, dog],"
            + " label: {kind: table, path: days/classes.csv, name: id, column: class}}";
    String data =
        PLAN.formatted("{format: images, path: days, colours: grey}")
                .replace("  test: {format: csv, path: test.csv}\n", "  test: " + source + "\n")
            + "fineTune: {learningRate: 0.1, batchSize: 2, epochs: 1}\n";
    TrainingPlan plan =
        new PlanReader()
            .read(
                new PlanText(
                    "plan.yaml",
                    data.replace("data:\n", "data:\n  labeled: " + source + "\n  classes: 2\n")),
                List.of());
    Configuration hadoop = new Configuration();
    DataFiles files = new DataFiles(root.toUri().toString(), hadoop, notes::add);
    return new TrainingFiles(plan, files, hadoop).settled(NOON, known);
  }

  private void labels(Instant modified, String... rows) throws IOException {
    write("days/classes.csv", modified, "id,class,who\n" + String.join("\n", rows));
  }

  @Test
  void aTableOfLabelsMayGetRows() throws IOException {
    write("days/a.png", NOON.minusSeconds(9));
    write("days/b.png", NOON.minusSeconds(9));
    labels(NOON.minusSeconds(8), "a,cat,ann", "b,dog,ann");
    DataCursor before = images(DataCursor.none());
    write("days/c.png", NOON.minusSeconds(3));
    labels(NOON.minusSeconds(2), "c,dog,ann", "b,dog,bob", "a,cat,ann");

    DataCursor now = images(before);

    assertThat(names(before, "labeled")).containsExactly("a.png", "b.png");
    assertThat(names(now, "labeled")).containsExactly("a.png", "b.png", "c.png");
    DataChange change = now.since(before);
    assertThat(change.keepsOld()).isTrue();
    assertThat(change.added()).hasSize(1);
    assertThat(DataCursor.parse(now.toJson())).isEqualTo(now).isNotEqualTo(before);
    assertThat(notes).isEmpty();
  }

  /** A candidate of the same data is not trained again because the table was written again. */
  @Test
  void aTableThatIsWrittenAgainIsTheSameData() throws IOException {
    write("days/a.png", NOON.minusSeconds(9));
    labels(NOON.minusSeconds(8), "a,cat,ann", "b,dog,ann");
    String before = images(DataCursor.none()).sha256();
    labels(NOON.minusSeconds(2), "b,dog,bob", "a,cat,ann");
    String again = images(DataCursor.none()).sha256();
    labels(NOON.minusSeconds(2), "b,dog,bob", "a,cat,ann", "c,cat,ann");

    assertThat(again).isEqualTo(before).matches("[0-9a-f]{64}");
    assertThat(images(DataCursor.none()).sha256()).isNotEqualTo(before);
  }

  @Test
  void anotherLabelOfAnOldImageIsAChangedFile() throws IOException {
    write("days/a.png", NOON.minusSeconds(9));
    write("days/b.png", NOON.minusSeconds(9));
    labels(NOON.minusSeconds(8), "a,cat,ann", "b,dog,ann");
    DataCursor before = images(DataCursor.none());
    labels(NOON.minusSeconds(2), "a,dog,ann");

    DataChange change = images(before).since(before);

    assertThat(change.keepsOld()).isFalse();
    assertThat(change.changed())
        .singleElement()
        .asString()
        .endsWith("/days/classes.csv, where of 2 rows 1 have another label and 1 are gone");
    assertThat(notes)
        .singleElement()
        .asString()
        .endsWith("/days/classes.csv has another label than before for a");
  }

  /** Who reads a table that is being written would miss the labels of images. */
  @Test
  void newImagesWaitForTheirLabels() throws IOException {
    write("days/a.png", NOON.minusSeconds(9));
    labels(NOON.minusSeconds(8), "a,cat,ann", "b,dog,ann");
    DataCursor before = images(DataCursor.none());
    write("days/b.png", NOON.minusSeconds(3));
    labels(NOON.plusSeconds(1), "a,cat,ann", "b,dog,ann", "c,dog,ann");

    DataCursor now = images(before);

    assertThat(names(now, "labeled")).containsExactly("a.png");
    assertThat(names(now, "unlabeled")).containsExactly("a.png", "b.png");
    assertThat(now.since(before).keepsOld()).isTrue();
    assertThat(notes)
        .anyMatch(
            note ->
                note.endsWith(
                    "/days/classes.csv was written to a moment ago: new images wait for the next"
                        + " time"));
    assertThat(images(DataCursor.none()).waiting()).contains("labeled");
    assertThat(now.waiting()).isEmpty();
  }

  @Test
  void aPlanWithoutFilesIsRefused() throws IOException {
    write("test.csv", NOON.minusSeconds(1));
    assertThatThrownBy(() -> settled("{format: generated-digits, examples: 10, seed: 1}"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("are in no files, so nobody can tell what is new");
  }
}
