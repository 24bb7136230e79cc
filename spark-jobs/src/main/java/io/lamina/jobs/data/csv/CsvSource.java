package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** Reads lines of comma-separated values. */
public final class CsvSource implements ExampleSource {
  private final Csv source;
  private final JavaSparkContext spark;
  private final DataFiles files;
  private final LabelRule rule;
  private final ValueFormat format;
  private final Optional<KnownColumns> known;
  private final Optional<MissingValues> missing;

  /**
   * @param format how rows hold numbers
   * @param known the columns of the unlabeled data, whose categories are those of columns for which
   *     the plan lists none; if empty, categories are looked for in this source
   * @param missing what the unlabeled data say of missing values
   */
  public CsvSource(
      Csv source,
      JavaSparkContext spark,
      DataFiles files,
      LabelRule rule,
      ValueFormat format,
      Optional<KnownColumns> known,
      Optional<MissingValues> missing) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
    this.format = format;
    this.known = known;
    this.missing = missing;
  }

  @Override
  public Examples read(boolean labeled) {
    Opened opened = opened(labeled, first -> source);
    int header = header();
    Map<String, Long> firstIndex = new HashMap<>();
    long count = 0;
    for (Map.Entry<String, Long> lines : opened.text().counts().entrySet()) {
      firstIndex.put(lines.getKey(), count);
      count += lines.getValue() - header;
    }
    CsvExample example = opened.example();
    JavaPairRDD<Long, byte[]> rows =
        opened
            .lines()
            .mapToPair(
                line ->
                    new Tuple2<>(
                        firstIndex.get(line.file()) + line.number() - 1 - header,
                        example.row(line)));
    return new Examples(opened.name(), rows, count, opened.layout());
  }

  /** The cells are texts, as they are in the files; the label need not be there. */
  @Override
  public Records records(boolean labeled) {
    Opened opened = opened(false, this::withoutMissingLabel);
    CsvExample example = opened.example();
    return new Records(
        opened.name(), opened.lines().map(example::record), opened.columns(), 0, opened.layout());
  }

  private int header() {
    return source.header() ? 1 : 0;
  }

  /**
   * Files of which the columns are known.
   *
   * @param lines those of examples
   * @param columns all of them
   */
  private record Opened(
      String name,
      TextLines text,
      JavaRDD<TextLines.Line> lines,
      CsvExample example,
      ExampleLayout layout,
      StructType columns) {}

  private Csv withoutMissingLabel(CsvCells first) {
    return source
            .label()
            .map(CsvLabel::column)
            .filter(column -> isMissing(column, first))
            .isPresent()
        ? source.withoutLabel()
        : source;
  }

  /** Whether the header has no such name, or the lines end before such a number. */
  private boolean isMissing(ColumnKey column, CsvCells first) {
    return column.number().isPresent()
        ? column.number().getAsInt() >= first.size()
        : source.header() && !first.texts().contains(column.text());
  }

  /**
   * @param asked what is asked of the table with this first line
   */
  private Opened opened(boolean labeled, Function<CsvCells, Csv> asked) {
    List<Path> paths = files.files(source.path());
    String name = paths.size() == 1 ? paths.get(0).toString() : files.name(source.path());
    TextLines text = lines(paths, name);
    CsvCells first = first(text, name);
    CsvTable table = new CsvTable(asked.apply(first), first, missing);
    int header = header();
    if (text.counts().values().stream().allMatch(lines -> lines == header)) {
      throw new DataException("cannot read " + name + ": there is nothing below its header");
    }
    CsvLayout layout = layout(first, text);
    JavaRDD<TextLines.Line> lines = text.lines().filter(line -> line.number() > header);
    Map<String, List<String>> categories = categories(table, first, name, layout, lines);
    List<InputColumn> own = table.inputs(categories);
    List<Integer> places = places(own, first.where());
    List<InputColumn> order = order(own, places);
    CsvExample example =
        new CsvExample(
            first.where(),
            layout,
            table.readers(categories, places, order),
            label(labeled, table),
            format);
    return new Opened(
        name,
        text,
        lines,
        example,
        ExampleLayout.ofTable(example.inputs(), format, listed(order)),
        columns(first));
  }

  /** Columns that are plain numbers, one input each, need not be listed. */
  private List<InputColumn> listed(List<InputColumn> order) {
    boolean plain = order.stream().noneMatch(InputColumn::missing);
    return source.columns().isEmpty() && !source.header() && plain ? List.of() : order;
  }

  /** Without a header they are called as Spark calls them. */
  private StructType columns(CsvCells first) {
    StructType columns = new StructType();
    for (int i = 0; i < first.size(); i++) {
      columns = columns.add(source.header() ? first.get(i).raw() : "_c" + i, DataTypes.StringType);
    }
    return columns;
  }

  private static CsvCells first(TextLines text, String name) {
    return text.firsts().stream()
        .findFirst()
        .map(CsvCells::of)
        .orElseThrow(
            () -> new DataException("cannot read " + name + ": it is empty (give examples)"));
  }

  private CsvLayout layout(CsvCells first, TextLines text) {
    if (!source.header()) {
      return new CsvLayout(Map.of());
    }
    CsvHeader header = new CsvHeader(first);
    header.requireNames();
    return new CsvLayout(header.orders(text.firsts()));
  }

  /** The place of each input column among the unlabeled data's, where both have headers. */
  private List<Integer> places(List<InputColumn> own, String where) {
    return known
        .filter(columns -> source.header())
        .orElseGet(() -> KnownColumns.inThisOrder(own))
        .places(own, where);
  }

  private static List<InputColumn> order(List<InputColumn> own, List<Integer> places) {
    InputColumn[] order = new InputColumn[own.size()];
    for (int i = 0; i < order.length; i++) {
      order[places.get(i)] = own.get(i);
    }
    return List.of(order);
  }

  private TextLines lines(List<Path> paths, String name) {
    try {
      return TextLines.of(paths, spark);
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      files.requirePackedAsNamed(paths);
      throw DataException.unreadable(name, e);
    }
  }

  private Map<String, List<String>> categories(
      CsvTable table,
      CsvCells first,
      String name,
      CsvLayout layout,
      JavaRDD<TextLines.Line> lines) {
    Map<String, Integer> open = table.open();
    if (known.isPresent()) {
      return knownCategories(known.get().columns(), open, name);
    }
    Map<String, SortedMap<String, Boolean>> found =
        new CategorySearch(name, layout, lines, MissingCells.of(source.missing())).of(open);
    if (!source.header()) {
      new HeaderGuess(first).refuse(open, found);
    }
    Map<String, List<String>> categories = new HashMap<>();
    found.forEach((column, texts) -> categories.put(column, List.copyOf(texts.keySet())));
    return categories;
  }

  private static Map<String, List<String>> knownCategories(
      List<InputColumn> known, Map<String, Integer> open, String name) {
    Map<String, List<String>> categories = new HashMap<>();
    for (InputColumn column : known) {
      categories.put(column.name(), column.categories());
    }
    for (String column : open.keySet()) {
      if (categories.getOrDefault(column, List.of()).isEmpty()) {
        throw new DataException(
            String.format(
                "%s: the unlabeled examples have no categories in a column %s (list its categories "
                    + "in the plan, or give it the name it has there)",
                name, column));
      }
    }
    return categories;
  }

  private List<CsvLabelRule> label(boolean labeled, CsvTable table) {
    return source.label().filter(any -> labeled).stream()
        .map(label -> CsvLabelRule.of(label, table.place("label", label.column()), rule))
        .toList();
  }
}
