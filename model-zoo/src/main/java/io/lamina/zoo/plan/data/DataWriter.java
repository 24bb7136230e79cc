package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.DataSource.ValueRange;
import io.lamina.zoo.plan.data.PreprocessingStep.GlobalContrastNormalisation;
import io.lamina.zoo.plan.data.PreprocessingStep.ZcaWhitening;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * Writes a plan's data.
 *
 * @param yaml where to
 */
public record DataWriter(YamlLines yaml) {
  public void data(DataPlan data) {
    yaml.group("unlabeled", () -> source(data.unlabeled()));
    data.labeled().ifPresent(labeled -> yaml.group("labeled", () -> source(labeled)));
    data.labeledExamples().ifPresent(count -> yaml.put("labeledExamples", count));
    yaml.group("test", () -> source(data.test()));
    data.classes().ifPresent(classes -> yaml.put("classes", classes));
    data.image().ifPresent(image -> yaml.put("image", image));
    if (!data.preprocessing().isEmpty()) {
      yaml.group(
          "preprocessing", () -> data.preprocessing().forEach(step -> yaml.item(() -> step(step))));
    }
  }

  private void step(PreprocessingStep step) {
    yaml.put("kind", step.kind());
    if (step instanceof GlobalContrastNormalisation contrast) {
      yaml.put("regulariser", contrast.regulariser());
    } else if (step instanceof ZcaWhitening whitening) {
      yaml.put("epsilon", whitening.epsilon());
    }
  }

  private void source(DataSource source) {
    if (source instanceof DataSource.Idx idx) {
      yaml.put("format", "idx");
      yaml.put("features", idx.features());
      idx.labels().ifPresent(labels -> yaml.put("labels", labels));
    } else if (source instanceof DataSource.Csv csv) {
      csv(csv);
    } else if (source instanceof DataSource.Parquet parquet) {
      yaml.put("format", "parquet");
      yaml.put("path", parquet.path());
      yaml.put("features", parquet.features());
      parquet.label().ifPresent(label -> yaml.put("label", label));
      range(parquet.range());
    } else if (source instanceof DataSource.GeneratedDigits digits) {
      yaml.put("format", "generated-digits");
      yaml.put("examples", digits.examples());
      yaml.put("seed", digits.seed());
    } else if (source instanceof DataSource.ImagePatches patches) {
      patches(patches);
    } else if (source instanceof DataSource.Varied varied) {
      varied(varied);
    } else if (source instanceof DataSource.Part part) {
      part(part);
    } else if (source instanceof DataSource.OnlyClasses some) {
      source(some.all());
      values("onlyClasses", some.classes());
    } else {
      throw new IllegalArgumentException("no text for " + source);
    }
  }

  private void csv(DataSource.Csv csv) {
    yaml.put("format", "csv");
    yaml.put("path", csv.path());
    yaml.put("header", csv.header());
    csv.label().ifPresent(this::label);
    range(csv.range());
    if (!csv.columns().isEmpty()) {
      yaml.group("columns", () -> csv.columns().forEach(c -> yaml.item(() -> column(c))));
    }
  }

  private void label(CsvLabel label) {
    yaml.put("label", label.column());
    if (!label.classes().isEmpty()) {
      values("labels", label.classes());
      yaml.put("otherLabels", label.others());
    }
  }

  private void column(CsvColumn column) {
    yaml.put("column", column.column());
    yaml.put("kind", column.kind());
    column.name().ifPresent(name -> yaml.put("name", name));
    values("categories", column.categories());
  }

  private void values(String key, List<?> values) {
    if (!values.isEmpty()) {
      yaml.group(key, () -> values.forEach(yaml::value));
    }
  }

  private void varied(DataSource.Varied varied) {
    source(varied.pictures());
    yaml.group(
        "variation",
        () -> {
          yaml.put("kind", varied.kind());
          yaml.put("seed", varied.seed());
        });
  }

  private void part(DataSource.Part part) {
    source(part.whole());
    yaml.group(
        "part",
        () -> {
          yaml.put("from", part.from());
          yaml.put("to", part.to());
          yaml.put("seed", part.seed());
        });
  }

  private void patches(DataSource.ImagePatches patches) {
    yaml.put("format", "image-patches");
    yaml.put("path", patches.path());
    yaml.put("image", patches.image());
    yaml.put("byteOrder", patches.byteOrder());
    yaml.put("patch", patches.patch());
    yaml.put("examples", patches.examples());
    yaml.put("seed", patches.seed());
  }

  private void range(Optional<ValueRange> range) {
    if (range.isEmpty()) {
      yaml.put("raw", true);
    }
    range.ifPresent(bounds -> yaml.group("range", () -> bounds(bounds)));
  }

  private void bounds(ValueRange range) {
    yaml.put("low", range.low());
    yaml.put("high", range.high());
  }
}
