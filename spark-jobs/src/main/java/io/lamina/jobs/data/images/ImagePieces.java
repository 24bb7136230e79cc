package io.lamina.jobs.data.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides images among tasks. A packed archive is one task's, which reads it from its beginning.
 *
 * @param tasks for the images that can be read by themselves, at least 1
 */
record ImagePieces(int tasks) {
  private static final Comparator<LabeledImage> BY_PLACE =
      Comparator.comparing((LabeledImage image) -> image.item().file())
          .thenComparing(image -> image.item().place().order());

  /** The images of each task, in the order in which it reads them. */
  List<List<LabeledImage>> of(List<LabeledImage> images) {
    List<LabeledImage> free = new ArrayList<>();
    Map<String, List<LabeledImage>> packed = new LinkedHashMap<>();
    for (LabeledImage image : images) {
      if (image.item().place() instanceof ItemPlace.PackedTarEntry) {
        packed.computeIfAbsent(image.item().file(), file -> new ArrayList<>()).add(image);
      } else {
        free.add(image);
      }
    }
    free.sort(BY_PLACE);
    List<List<LabeledImage>> pieces = new ArrayList<>();
    int count = Math.min(tasks, free.size());
    for (int piece = 0; piece < count; piece++) {
      int first = (int) ((long) free.size() * piece / count);
      int end = (int) ((long) free.size() * (piece + 1) / count);
      pieces.add(List.copyOf(free.subList(first, end)));
    }
    packed.values().forEach(all -> pieces.add(all.stream().sorted(BY_PLACE).toList()));
    return pieces;
  }
}
