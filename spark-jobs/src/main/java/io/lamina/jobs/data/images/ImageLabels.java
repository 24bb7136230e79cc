package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ListedLabels;
import io.lamina.jobs.data.source.Printable;
import io.lamina.zoo.plan.data.images.ImageLabel;
import io.lamina.zoo.plan.data.images.LabelPlace.LabelTable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The classes of images.
 *
 * @param listed the texts that labels are, if they are no numbers
 * @param numbers what a number may be
 * @param texts the label's text of an image
 */
record ImageLabels(ListedLabels listed, LabelRule numbers, Function<ImageItem, String> texts) {
  /** A whole number, as a label is written. */
  private static final String NUMBER = "\\d{1,9}";

  private static final int SHOWN = 10;

  /** What a plan says of them. */
  static ImageLabels of(ImageLabel label, DataFiles files, LabelRule numbers) {
    Function<ImageItem, String> texts =
        label.place() instanceof LabelTable table
            ? LabelTexts.read(table, files)::of
            : ImageLabels::folder;
    return new ImageLabels(ListedLabels.of(label.names()), numbers, texts);
  }

  /**
   * The class of each image.
   *
   * @throws DataException if one has no label, or one that is no class
   */
  List<Integer> of(List<ImageItem> items) {
    return items.stream().map(item -> label(item, items)).toList();
  }

  private int label(ImageItem item, List<ImageItem> all) {
    String text = texts.apply(item);
    if (!listed.isEmpty()) {
      return listed.require(text, item.name());
    }
    if (!text.matches(NUMBER)) {
      throw new DataException(
          String.format(
              "%s: label '%s' is not a number (if labels are words, list the classes: labels: "
                  + "[%s])",
              item.name(), new Printable(text), words(all)));
    }
    return numbers.require(Integer.parseInt(text), item.name());
  }

  /** Some of the texts that there are, for the plan. */
  private String words(List<ImageItem> items) {
    List<String> words = items.stream().map(texts).distinct().sorted().limit(SHOWN + 1L).toList();
    String shown = String.join(", ", words.subList(0, Math.min(SHOWN, words.size())));
    return words.size() > SHOWN ? shown + ", …" : shown;
  }

  private static String folder(ImageItem item) {
    String[] steps = item.path().split("/", -1);
    if (steps.length < 2 || steps[steps.length - 2].isEmpty()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: it is in no folder, whose name would be its label (put it into one, or give the"
                  + " labels in a table)",
              item.name()));
    }
    return steps[steps.length - 2];
  }
}
