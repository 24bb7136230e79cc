package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import io.lamina.zoo.plan.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of one source outside of a plan, as a command line says them. Immutable. */
public final class SourceText {
  private static final String OPTION = "--data";

  private final String yaml;
  private final String pathKey;
  private final boolean hasLabelFile;

  private SourceText(String yaml, String format, boolean hasLabelFile) {
    this.yaml = yaml;
    this.pathKey = format.equals(Idx.FORMAT.name()) ? "features" : "path";
    this.hasLabelFile = hasLabelFile;
  }

  /** The keys of a source of a plan, without what the plan chooses of it. */
  public static SourceText of(DataSource source) {
    YamlLines lines = new YamlLines();
    source.origin().write(lines);
    return source.origin() instanceof Idx idx
        ? new SourceText(lines.text(), Idx.FORMAT.name(), idx.hasLabels())
        : new SourceText(lines.text(), "", false);
  }

  /** A source of which the format is known, and no key. */
  public static SourceText ofFormat(String format) {
    YamlLines lines = new YamlLines();
    lines.put("format", format);
    return new SourceText(lines.text(), format, false);
  }

  /**
   * The source of these keys.
   *
   * @param path of other files than the keys name; a file of labels is then one that {@code
   *     changes} names
   * @param changes of the form {@code key=value}, applied in this order; an empty value takes the
   *     key away
   * @throws io.lamina.zoo.plan.yaml.InvalidPlanException with every mistake
   */
  public DataSource read(Optional<String> path, List<String> changes) {
    List<String> all = new ArrayList<>();
    path.ifPresent(files -> all.addAll(at(files)));
    all.addAll(changes);
    return new YamlText("the source", yaml, OPTION).read(all, SourceText::source);
  }

  private List<String> at(String files) {
    String there = pathKey + "=" + files;
    return hasLabelFile ? List.of(there, "labels=") : List.of(there);
  }

  private static Optional<DataSource> source(Section section) {
    return SourceFormats.ALL.of(section).flatMap(kind -> kind.read(new SourceKeys(section, false)));
  }
}
