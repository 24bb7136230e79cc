package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/** Where the labels of images are. */
public sealed interface LabelPlace {
  /** By their names in a plan. */
  Kinds<Section, LabelPlace> ALL =
      new Kinds<>(
          "kind",
          List.of(new Kind<>("folder", Folder::read), new Kind<>("table", LabelTable::read)));

  /** The keys of the group. */
  static Optional<LabelPlace> read(Section label) {
    return ALL.of(label).flatMap(kind -> kind.read(label));
  }

  /** Writes the keys. */
  void write(YamlLines yaml);

  /** The label of an image is the name of the folder that it is in. */
  record Folder() implements LabelPlace {
    private static Optional<LabelPlace> read(Section label) {
      return label.build(Folder::new);
    }

    @Override
    public void write(YamlLines yaml) {
      yaml.put(ALL.key(), "folder");
    }
  }

  /**
   * The labels are in a CSV table with a header, in any order.
   *
   * @param path of the table
   * @param name the column of the images' names
   * @param column the column of the labels
   */
  record LabelTable(String path, String name, String column) implements LabelPlace {
    public LabelTable {
      requireNonNull(path, "path is null");
      requireNonNull(name, "name is null");
      requireNonNull(column, "column is null");
    }

    private static Optional<LabelPlace> read(Section label) {
      Optional<String> path = label.required("path", Form.path());
      Optional<String> name = label.required("name", Form.text());
      Optional<String> column = label.required("column", Form.text());
      return label.build(
          () -> new LabelTable(path.orElseThrow(), name.orElseThrow(), column.orElseThrow()));
    }

    @Override
    public void write(YamlLines yaml) {
      yaml.put(ALL.key(), "table");
      yaml.put("path", path);
      yaml.put("name", name);
      yaml.put("column", column);
    }
  }
}
