package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.Packing;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.images.ImagePatches;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Cuts patches out of images. Every image is read once, by one task. */
public final class ImagePatchSource implements ExampleSource {
  private final ImagePatches source;
  private final JavaSparkContext spark;
  private final DataFiles files;

  public ImagePatchSource(ImagePatches source, JavaSparkContext spark, DataFiles files) {
    this.source = source;
    this.spark = spark;
    this.files = files;
  }

  @Override
  public Examples read(boolean labeled) {
    List<ImageFile> imageFiles = new ArrayList<>();
    for (Path path : files.files(source.path())) {
      imageFiles.add(imageFile(path));
    }
    int images = imageFiles.stream().mapToInt(ImageFile::images).reduce(0, Math::addExact);
    int pieces = Math.min(images, spark.defaultParallelism());
    Cutting cutting =
        new Cutting(
            imageFiles,
            places(images),
            source.patch().height(),
            source.patch().width(),
            source.count(),
            new SerializableConfiguration(spark.hadoopConfiguration()));
    JavaPairRDD<Long, byte[]> rows =
        spark
            .parallelize(IntStream.range(0, pieces).boxed().toList(), pieces)
            .flatMapToPair(piece -> cutting.piece(piece, pieces));
    return new Examples(
        files.name(source.path()),
        rows,
        source.count(),
        ExampleLayout.ofPictures(source.patch(), ValueFormat.FLOAT));
  }

  private ImageFile imageFile(Path path) {
    try {
      return ImageFile.at(files.status(path), source.image(), source.byteOrder());
    } catch (DataException e) {
      throw Packing.explaining(path, spark.hadoopConfiguration(), e);
    }
  }

  private PatchPlaces places(int images) {
    ImageShape image = source.image();
    ImageShape patch = source.patch();
    return new PatchPlaces(
        images,
        image.height() - patch.height() + 1,
        image.width() - patch.width() + 1,
        source.seed());
  }

  /** Cuts the patches of some images, on an executor. */
  private record Cutting(
      List<ImageFile> files,
      PatchPlaces places,
      int height,
      int width,
      int patches,
      SerializableConfiguration hadoop)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Iterator<Tuple2<Long, byte[]>> piece(int piece, int pieces) {
      int first = (int) ((long) places.images() * piece / pieces);
      int end = (int) ((long) places.images() * (piece + 1) / pieces);
      List<List<Integer>> patchesOf = patchesOf(first, end);
      return IntStream.range(first, end)
          .boxed()
          .flatMap(
              image -> {
                float[] pixels = pixels(image);
                return patchesOf.get(image - first).stream().map(patch -> row(patch, pixels));
              })
          .iterator();
    }

    /** The patches of each image of a range, by their numbers. */
    private List<List<Integer>> patchesOf(int first, int end) {
      List<List<Integer>> patchesOf = new ArrayList<>();
      IntStream.range(first, end).forEach(image -> patchesOf.add(new ArrayList<>()));
      for (int patch = 0; patch < patches; patch++) {
        int image = places.image(patch);
        if (image >= first && image < end) {
          patchesOf.get(image - first).add(patch);
        }
      }
      return patchesOf;
    }

    private float[] pixels(int image) {
      int place = image;
      for (ImageFile file : files) {
        if (place < file.images()) {
          return file.read(place, hadoop.value());
        }
        place -= file.images();
      }
      throw new IllegalStateException("there is no image " + image);
    }

    private Tuple2<Long, byte[]> row(int patch, float[] pixels) {
      int imageWidth = files.get(0).width();
      float[] values = new float[height * width];
      int top = places.row(patch);
      int left = places.column(patch);
      for (int row = 0; row < height; row++) {
        System.arraycopy(pixels, (top + row) * imageWidth + left, values, row * width, width);
      }
      return new Tuple2<>((long) patch, ExampleRow.ofFloats(ExampleRow.NO_LABEL, values));
    }
  }
}
