package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.data.source.SourcePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Finds images: files and entries of archives whose names end as those of images do.
 *
 * @param spark lists archives, each in a task
 * @param files finds files
 */
record ImageListing(JavaSparkContext spark, DataFiles files) {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

  /**
   * The images of a source, in the order of the files' names, and in an archive in that of the
   * entries' names.
   *
   * @throws DataException if there are none
   */
  List<ImageItem> of(SourcePath path) {
    List<Path> paths = files.files(path);
    Map<String, List<ImageItem>> entries = entries(paths);
    List<ImageItem> items = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    for (Path file : paths) {
      List<ImageItem> all =
          Optional.ofNullable(entries.get(file.toString()))
              .orElseGet(
                  () -> List.of(new ImageItem(file.toString(), "", new ItemPlace.WholeFile())));
      for (ImageItem item : all) {
        if (isImage(item)) {
          items.add(item);
        } else {
          passedOver.add(item.name());
        }
      }
    }
    if (items.isEmpty()) {
      throw new DataException(
          String.format(
              "cannot read %s: it holds no images (the names of images end in .png, .jpg or .jpeg, "
                  + "those of archives in .zip, .tar, .tar.gz or .tgz)",
              files.name(path)));
    }
    tell(passedOver);
    return items;
  }

  private static boolean isImage(ImageItem item) {
    String name = item.path().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith) && !DataFiles.isPassedOver(item.entry());
  }

  private void tell(List<String> passedOver) {
    if (!passedOver.isEmpty()) {
      files.tell(
          String.format(
              "passed over: %s%s (by its name no image)",
              passedOver.get(0),
              passedOver.size() > 1 ? " and " + (passedOver.size() - 1) + " more" : ""));
    }
  }

  /** The entries of the archives among the files, in their order. */
  private Map<String, List<ImageItem>> entries(List<Path> paths) {
    List<String> archives =
        paths.stream()
            .filter(path -> ArchiveFormat.of(path.getName()).isPresent())
            .map(Path::toString)
            .toList();
    Map<String, List<ImageItem>> entries = new HashMap<>();
    if (archives.isEmpty()) {
      return entries;
    }
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    List<List<ImageItem>> found;
    try {
      found =
          spark
              .parallelize(archives, archives.size())
              .map(archive -> entries(archive, hadoop.value()))
              .collect();
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      throw DataException.unreadable(archives.get(0), e);
    }
    for (int i = 0; i < archives.size(); i++) {
      entries.put(archives.get(i), found.get(i));
    }
    return entries;
  }

  private static List<ImageItem> entries(String archive, Configuration hadoop) {
    Path path = new Path(archive);
    try {
      List<ImageItem> entries =
          new ArrayList<>(ArchiveFormat.of(path.getName()).orElseThrow().entries(path, hadoop));
      entries.sort(
          Comparator.comparing(ImageItem::entry).thenComparing(item -> item.place().order()));
      return entries;
    } catch (IOException | RuntimeException e) { // readers of archives throw many of the latter
      throw DataException.unreadable(archive, e);
    }
  }
}
