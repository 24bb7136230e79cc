package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.images.Images.Broken;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Reads images. The driver knows where each of them is; executors read and decode them. Where
 * broken ones are skipped, all are decoded once before, to find those.
 */
public final class ImageSource implements ExampleSource {
  private static final int SHOWN = 3;

  private final Images source;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final LabelRule rule;
  private final ImageReading reading;

  public ImageSource(Images source, JavaSparkContext spark, DataFiles files, LabelRule rule) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
    this.reading =
        new ImageReading(
            PictureDecoder.of(source.form()),
            new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  @Override
  public Examples read(boolean labeled) {
    Found found = found(labeled);
    ImageSize size = found.size();
    return new Examples(
        name(),
        decoded(found.images())
            .mapToPair(image -> new Tuple2<>(image.image().index(), image.row(size))),
        found.images().size(),
        layout(size));
  }

  /** A row has the example's index, and the path of its image; the label need not be there. */
  @Override
  public Records records(boolean labeled) {
    Found found = found(false);
    ImageSize size = found.size();
    return new Records(
        name(),
        decoded(found.images())
            .map(image -> new Records.SourceRow(image.row(size), cells(image.image()))),
        new StructType()
            .add("index", DataTypes.LongType, false)
            .add("image", DataTypes.StringType, false),
        0,
        layout(size));
  }

  private static GenericInternalRow cells(LabeledImage image) {
    return new GenericInternalRow(
        new Object[] {image.index(), UTF8String.fromString(image.item().path())});
  }

  private String name() {
    return files.name(source.path());
  }

  private ExampleLayout layout(ImageSize size) {
    return ExampleLayout.ofPictures(
        new ImageShape(size.height(), size.width(), source.form().colours().channels()),
        ValueFormat.UNSIGNED_BYTE);
  }

  /**
   * The images, before any is decoded for its values.
   *
   * @param images in the order of their indices
   * @param size of all of them
   */
  private record Found(List<LabeledImage> images, ImageSize size) {}

  private Found found(boolean labeled) {
    List<ImageItem> items = new ImageListing(spark, files).of(source.path());
    List<Integer> labels =
        source
            .label()
            .filter(label -> labeled)
            .map(label -> ImageLabels.of(label, files, rule).of(items))
            .orElseGet(() -> Collections.nCopies(items.size(), ExampleRow.NO_LABEL));
    List<LabeledImage> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(new LabeledImage(i, items.get(i), labels.get(i)));
    }
    List<LabeledImage> images = source.broken() == Broken.SKIP ? whole(all) : all;
    return new Found(images, size(images));
  }

  /** Those that can be decoded, under indices of their own. */
  private List<LabeledImage> whole(List<LabeledImage> all) {
    List<Tuple2<Long, String>> broken =
        new ArrayList<>(
            collected(
                decoded(all)
                    .filter(image -> image.broken().isPresent())
                    .map(image -> new Tuple2<>(image.image().index(), image.complaint()))));
    if (broken.isEmpty()) {
      return all;
    }
    broken.sort(Comparator.comparing(Tuple2::_1));
    tell(broken, all.size());
    Set<Long> left = broken.stream().map(Tuple2::_1).collect(Collectors.toCollection(HashSet::new));
    List<LabeledImage> whole = new ArrayList<>();
    for (LabeledImage image : all) {
      if (!left.contains(image.index())) {
        whole.add(new LabeledImage(whole.size(), image.item(), image.label()));
      }
    }
    return whole;
  }

  private void tell(List<Tuple2<Long, String>> broken, int all) {
    String first = broken.stream().limit(SHOWN).map(Tuple2::_2).collect(Collectors.joining("; "));
    String words =
        String.format(
            "%s of %s of %s cannot be decoded: %s%s",
            broken.size() == all ? "all" : broken.size(),
            new Counted(all, "image"),
            name(),
            first,
            broken.size() > SHOWN ? "; …" : "");
    if (broken.size() == all) {
      throw new DataException(words + " (give images)");
    }
    files.tell("skipped: " + words);
  }

  private ImageSize size(List<LabeledImage> images) {
    LabeledImage first = images.get(0);
    return source
        .form()
        .shape()
        .map(shape -> new ImageSize(shape.height(), shape.width(), "the plan"))
        .orElseGet(
            () ->
                collected(
                        decoded(List.of(first))
                            .map(
                                image ->
                                    new ImageSize(
                                        image.require().height(),
                                        image.require().width(),
                                        image.image().item().name())))
                    .get(0));
  }

  private JavaRDD<DecodedImage> decoded(List<LabeledImage> images) {
    List<List<LabeledImage>> pieces = new ImagePieces(spark.defaultParallelism()).of(images);
    ImageReading reader = reading;
    return spark.parallelize(pieces, pieces.size()).flatMap(reader::decoded);
  }

  private <T> List<T> collected(JavaRDD<T> found) {
    try {
      return found.collect();
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      throw DataException.unreadable(name(), e);
    }
  }
}
