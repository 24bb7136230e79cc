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
import java.util.stream.Stream;

/** The keys of one source outside of a plan, as a command line says them. Immutable. */
public final class SourceText {
  private static final String OPTION = "--data";

  private final String yaml;
  private final String pathKey;
  private final List<String> labelKeys;

  /**
   * @param labelKeys those that speak of a file of labels
   */
  private SourceText(String yaml, String format, List<String> labelKeys) {
    this.yaml = yaml;
    this.pathKey = format.equals(Idx.FORMAT.name()) ? "features" : "path";
    this.labelKeys = labelKeys;
  }

  /** The keys of a source of a plan, without what the plan chooses of it. */
  public static SourceText of(DataSource source) {
    YamlLines lines = new YamlLines();
    source.origin().write(lines);
    if (source.origin() instanceof Idx idx) {
      return new SourceText(
          lines.text(), Idx.FORMAT.name(), idx.hasLabels() ? List.of("labels") : List.of());
    }
    boolean beside = !source.pathsBeside().isEmpty();
    return new SourceText(
        lines.text(), "", beside ? List.of("label", "labels", "otherLabels") : List.of());
  }

  /** A source of which the format is known, and no key. */
  public static SourceText ofFormat(String format) {
    YamlLines lines = new YamlLines();
    lines.put("format", format);
    return new SourceText(lines.text(), format, List.of());
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
    return Stream.concat(Stream.of(pathKey + "=" + files), labelKeys.stream().map(key -> key + "="))
        .toList();
  }

  private static Optional<DataSource> source(Section section) {
    return SourceFormats.ALL.of(section).flatMap(kind -> kind.read(new SourceKeys(section, false)));
  }
}
