package io.lamina.jobs.data;

import static io.lamina.jobs.data.DataFolder.csv;
import static io.lamina.jobs.data.DataFolder.csvWithHeader;
import static io.lamina.jobs.data.DataFolder.idx;
import static io.lamina.jobs.data.DataFolder.packed;
import static io.lamina.jobs.data.DataFolder.parquet;
import static io.lamina.jobs.data.Tables.row;
import static io.lamina.jobs.data.Tables.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lamina.jobs.data.images.TestImages;
import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.plan.data.OnlyClasses;
import io.lamina.zoo.plan.data.Part;
import io.lamina.zoo.plan.data.Split;
import io.lamina.zoo.plan.data.Varied;
import io.lamina.zoo.plan.data.Varied.Variation;
import io.lamina.zoo.plan.data.images.ImageLabel;
import io.lamina.zoo.plan.data.images.ImagePatches;
import io.lamina.zoo.plan.data.images.ImagePatches.FloatOrder;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.images.Images.Broken;
import io.lamina.zoo.plan.data.images.LabelPlace;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.images.PictureForm.Colours;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.data.tables.CsvColumn.Kind;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TablePlace;
import io.lamina.zoo.plan.preprocessing.LocalContrast;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.ZcaWhitening;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong data and what the user is told. {@code {data}} stands for the data directory. */
@ExtendWith(LocalSpark.class)
class WrongInputsTest {
  @TempDir Path directory;

  private final SparkSession spark;

  WrongInputsTest(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * A wrong input.
   *
   * @param name says what is wrong
   * @param reading makes the input and reads it
   * @param message what the user is told
   */
  record Wrong(String name, Reading reading, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Makes an input and reads it. */
  interface Reading {
    void of(WrongInput in);
  }

  static Stream<Wrong> files() {
    return Stream.of(
        new Wrong(
            "a path that does not exist",
            in -> in.unlabeled(csv("nowhere.csv")),
            "cannot read {data}/nowhere.csv: there is no such file (check the path and --data)"),
        new Wrong(
            "a glob that nothing matches",
            in -> in.text("a.csv", "1").unlabeled(csv("*.txt")),
            "cannot read {data}/*.txt: there is no such file (check the path and --data)"),
        new Wrong(
            "a directory in place of an idx file",
            in -> in.text("digits/a", "").unlabeled(idx("digits")),
            "cannot read {data}/digits: it is a directory (name a file that is in it)"),
        new Wrong(
            "a directory without files",
            in -> in.text("digits/_SUCCESS", "").unlabeled(csv("digits")),
            "cannot read {data}/digits: it holds no files (names that begin with _ or . are passed "
                + "over)"),
        new Wrong(
            "a directory of unfinished files",
            in -> in.text("digits/a.csv._COPYING_", "1").unlabeled(csv("digits")),
            "cannot read {data}/digits: it holds no files that can be read (passed over: "
                + "{data}/digits/a.csv._COPYING_ (its name says that it is still being written))"),
        new Wrong(
            "an unfinished file",
            in -> in.text("a.csv.tmp", "1").unlabeled(csv("a.csv.tmp")),
            "cannot read {data}/a.csv.tmp: its name says that it is still being written (wait until"
                + " it is whole, or rename it)"),
        new Wrong(
            "a hidden CSV file",
            in -> in.text("_u.csv", "1").unlabeled(csv("_u.csv")),
            hidden("_u.csv", "u.csv")),
        new Wrong(
            "a hidden Parquet file",
            in -> in.text(".u.parquet", "1").unlabeled(parquet(".u.parquet")),
            hidden(".u.parquet", "u.parquet")),
        new Wrong(
            "a hidden idx file", in -> in.text("_u", "1").unlabeled(idx("_u")), hidden("_u", "u")),
        new Wrong(
            "a hidden file of images",
            in -> in.text("_u", "1").unlabeled(patches("_u", 1, 1)),
            hidden("_u", "u")),
        new Wrong(
            "a file system that there is not",
            in -> in.unlabeled(csv("nofs://bucket/a.csv")),
            "cannot read nofs://bucket/a.csv: No FileSystem for scheme \"nofs\" (is it whole, of "
                + "this format and within reach?)"),
        new Wrong(
            "a path that is none",
            in -> in.unlabeled(csv("a:b.csv")),
            "cannot read 'a:b.csv': it is not a path (java.net.URISyntaxException: Relative path in"
                + " absolute URI: a:b.csv; write it like data/digits.csv or "
                + "hdfs://host/data/digits.csv)"));
  }

  private static String hidden(String name, String better) {
    return String.format(
        "cannot read {data}/%s: Hadoop and Spark pass over files with names that begin with _ or . "
            + "(rename it, to %s for example)",
        name, better);
  }

  private static String utf16() {
    return "{data}/a.csv:1: the line is not text in UTF-8 (is it UTF-16, which a spreadsheet calls "
        + "Unicode text? then convert the file: iconv -f UTF-16 -t UTF-8)";
  }

  private static Csv headed(String path) {
    return new Csv(path, true, Optional.empty(), Optional.empty(), List.of());
  }

  static Stream<Wrong> csvs() {
    return Stream.of(
        new Wrong(
            "an empty CSV file",
            in -> in.bytes("a.csv").unlabeled(csv("a.csv")),
            "cannot read {data}/a.csv: it is empty (give examples)"),
        new Wrong(
            "a CSV file of a header alone",
            in -> in.text("a.csv", "label,x,y").labeled(csvWithHeader("a.csv", 0)),
            "cannot read {data}/a.csv: there is nothing below its header"),
        new Wrong(
            "a header that the plan does not say",
            in -> in.text("a.csv", "x,y", "0,1", "1,0").unlabeled(csv("a.csv")),
            "{data}/a.csv:1: 'x' in column 0 is not a number (columns count from 0; is the first"
                + " line a header? then set header: true; does the column hold words? then set"
                + " columns: [{column: 0, kind: categorical}]; does it stand for a missing"
                + " value? then list it in the source\'s missing.marks)"),
        new Wrong(
            "numbers separated by semicolons",
            in -> in.text("a.csv", "0;1", "1;0").unlabeled(csv("a.csv")),
            "{data}/a.csv:1: '0;1' in column 0 is not a number (columns count from 0; do "
                + "semicolons separate the values? then write them with commas)"),
        new Wrong(
            "a table separated by tabs",
            in -> in.text("a.csv", "0\t1", "1\t0").labeled(csv("a.csv", 1)),
            "{data}/a.csv:1 has 1 column, there is no label column 1 (do tabs separate the values? "
                + "then write them with commas)"),
        new Wrong(
            "a label column that seems the only one",
            in -> in.text("a.csv", "0;1", "1;0").labeled(csv("a.csv", 0)),
            "{data}/a.csv:1 has the label column only, there is nothing to learn from (do "
                + "semicolons separate the values? then write them with commas)"),
        new Wrong(
            "a row with other separators than the rows before",
            in -> in.text("a.csv", "0,1", "1;0").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: 1 column, must be 2 as in {data}/a.csv:1 (do semicolons separate the "
                + "values? then write them with commas)"),
        new Wrong(
            "a ragged CSV row",
            in -> in.text("a.csv", "0,1", "1,0", "1", "0,0").unlabeled(csv("a.csv")),
            "{data}/a.csv:3: 1 column, must be 2 as in {data}/a.csv:1 (correct or remove the"
                + " line)"),
        new Wrong(
            "a ragged CSV row in the second file",
            in ->
                in.text("in/a.csv", "0,1", "1,0")
                    .text("in/b.csv", "0,1", "0,1,1")
                    .unlabeled(csv("in")),
            "{data}/in/b.csv:2: 3 columns, must be 2 as in {data}/in/a.csv:1 (correct or remove the"
                + " line)"),
        new Wrong(
            "an empty line",
            in -> in.text("a.csv", "0,1", "", "1,0").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: the line is empty (remove it)"),
        new Wrong(
            "text in a cell of numbers",
            in -> in.text("a.csv", "0,1", "0,n/a").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: 'n/a' in column 1 is not a number (columns count from 0; is the first"
                + " line a header? then set header: true; does the column hold words? then set"
                + " columns: [{column: 1, kind: categorical}]; does it stand for a missing"
                + " value? then list it in the source\'s missing.marks)"),
        new Wrong(
            "a number in Java's hexadecimal form",
            in -> in.text("a.csv", "0,1", "0,0x1p-1").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: '0x1p-1' in column 1 is not a number (columns count from 0; is the"
                + " first line a header? then set header: true; does the column hold words? then"
                + " set columns: [{column: 1, kind: categorical}]; does it stand for a missing"
                + " value? then list it in the source\'s missing.marks)"),
        new Wrong(
            "a label that is a word, in a column of a number",
            in -> in.text("a.csv", "x,y", "0,1", "1,a").labeled(csvWithHeader("a.csv", 1)),
            "{data}/a.csv:3: label 'a' in column 1 (counted from 0) is not a number (if labels are "
                + "words, list the classes in labels: [WORD, WORD, …])"),
        new Wrong(
            "a label that is a word, in a column of a name",
            in ->
                in.text("a.csv", "x,kind", "0,1", "1,a")
                    .labeled(
                        new Csv(
                            "a.csv",
                            true,
                            Optional.of(new CsvLabel(new ColumnKey("kind"), LabelNames.NUMBERS)),
                            Optional.empty(),
                            List.of())),
            "{data}/a.csv:3: label 'a' in column 'kind' is not a number (if labels are words, list "
                + "the classes in labels: [WORD, WORD, …])"),
        new Wrong(
            "a cell that only Java takes for a number",
            in -> in.text("a.csv", "0,1", "0,1d").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: '1d' in column 1 is not a number (columns count from 0; is the first"
                + " line a header? then set header: true; does the column hold words? then set"
                + " columns: [{column: 1, kind: categorical}]; does it stand for a missing"
                + " value? then list it in the source\'s missing.marks)"),
        new Wrong(
            "Parquet in place of CSV",
            in -> in.bytes("a.csv", 'P', 'A', 'R', '1', 21, 200, 10, 49).unlabeled(csv("a.csv")),
            "cannot read {data}/a.csv: the file is Parquet (set format: parquet)"),
        new Wrong(
            "Latin-1",
            in -> in.bytes("a.csv", '1', ',', '0', 10, 'e', 0xE9, ',', '1').unlabeled(csv("a.csv")),
            "{data}/a.csv:2: the line is not text in UTF-8 (is it Latin-1? then convert the file: "
                + "iconv -f LATIN1 -t UTF-8)"),
        new Wrong(
            "UTF-16, as a spreadsheet writes it",
            in ->
                in.bytes("a.csv", "1,0\n0,1\n".getBytes(StandardCharsets.UTF_16))
                    .unlabeled(csv("a.csv")),
            utf16()),
        new Wrong(
            "UTF-16 with the other byte first",
            in -> in.bytes("a.csv", 0xFF, 0xFE, '1', 0, ',', 0, '0', 0).unlabeled(csv("a.csv")),
            utf16()),
        new Wrong(
            "UTF-16 without a mark",
            in ->
                in.bytes("a.csv", "é,0\n0,1\n".getBytes(StandardCharsets.UTF_16LE))
                    .unlabeled(csv("a.csv")),
            "{data}/a.csv:1: the line is not text in UTF-8 (is it Latin-1? then convert the file: "
                + "iconv -f LATIN1 -t UTF-8)"),
        new Wrong(
            "UTF-16 of plain letters without a mark",
            in ->
                in.bytes("a.csv", "1,0\n0,1\n".getBytes(StandardCharsets.UTF_16LE))
                    .unlabeled(csv("a.csv")),
            utf16()),
        new Wrong(
            "a zip archive",
            in -> in.bytes("a.csv", 'P', 'K', 3, 4, 20, 0, 10).unlabeled(csv("a.csv")),
            "cannot read {data}/a.csv: the file is a zip archive, or a spreadsheet (unpack it, or "
                + "save the sheet as CSV)"),
        new Wrong(
            "a file that is packed without saying so",
            in -> in.bytes("a.csv", packed(new byte[9])).unlabeled(csv("a.csv")),
            "cannot read {data}/a.csv: the file is packed with gzip (add .gz to its name, or unpack"
                + " it)"),
        new Wrong(
            "decimal commas",
            in -> in.text("a.csv", "\"0,5\",1", "1,1").unlabeled(csv("a.csv")),
            "{data}/a.csv:1: '0,5' in column 0 is not a number (columns count from 0; numbers take"
                + " a point and no commas: write 0.5 for 0,5 and 1000.5 for 1,000.5)"),
        new Wrong(
            "commas between thousands",
            in -> in.text("a.csv", "1", "\"-1,000.5\"").unlabeled(raw("a.csv")),
            "{data}/a.csv:2: '-1,000.5' in column 0 is not a number (columns count from 0; numbers "
                + "take a point and no commas: write 0.5 for 0,5 and 1000.5 for 1,000.5)"),
        new Wrong(
            "a header that the plan denies, in a table of words",
            in ->
                in.text("a.csv", "protocol,flag", "tcp,S0", "udp,SF", "tcp,SF")
                    .unlabeled(raw("a.csv", categorical(0), column(1, Kind.IGNORED))),
            "{data}/a.csv:1: the first line looks like a header: it has no number, and 'protocol'"
                + " is in no other line (set header: true; if it is an example, list the categories"
                + " of its columns in the plan)"),
        new Wrong(
            "a header that the plan denies, in each of several files",
            in ->
                in.text("in/a.csv", "protocol", "tcp", "udp")
                    .text("in/b.csv", "protocol", "tcp")
                    .unlabeled(raw("in", categorical(0))),
            "{data}/in/a.csv:1: the first line looks like a header: it has no number, and"
                + " 'protocol' is in no other line (set header: true; if it is an example, list the"
                + " categories of its columns in the plan)"),
        new Wrong(
            "a header that there is not",
            in -> in.text("a.csv", "0,0.5", "1,1").labeled(csvWithHeader("a.csv", 0)),
            "{data}/a.csv:1: the first line holds numbers, not the names of columns (set header: "
                + "false, or write a header)"),
        new Wrong(
            "a header in the first of several files only",
            in ->
                in.text("in/a.csv", "label,x", "0,1")
                    .text("in/b.csv", "1,0", "0,1")
                    .labeled(csvWithHeader("in", 0)),
            "{data}/in/b.csv:1: the first line lacks the column 'label' of {data}/in/a.csv:1 (with "
                + "header: true each file begins with a header of the same columns: write it into "
                + "every file)"),
        new Wrong(
            "a file with one column more than the first",
            in ->
                in.text("in/a.csv", "label,x", "0,1")
                    .text("in/b.csv", "label,x,y", "0,1,1")
                    .labeled(csvWithHeader("in", 0)),
            "{data}/in/b.csv:1: the first line has a column 'y', which is not in {data}/in/a.csv:1 "
                + "(with header: true each file begins with a header of the same columns: write it "
                + "into every file)"),
        new Wrong(
            "columns of one name in another order",
            in ->
                in.text("in/a.csv", "label,x,x", "0,1,1")
                    .text("in/b.csv", "x,x,label", "0,1,1")
                    .labeled(csvWithHeader("in", 0)),
            "{data}/in/b.csv:1: two columns have the same name, and the columns are in another"
                + " order than in the first file (give columns names that differ)"),
        new Wrong(
            "test data without a column of the unlabeled data",
            in ->
                in.text("a.csv", "x,y", "0,1", "1,1")
                    .text("b.csv", "label,x,z", "0,1,1")
                    .test(headed("a.csv"), csvWithHeader("b.csv", 0)),
            "{data}/b.csv:1: no input column is called 'y' as in the unlabeled examples, these are"
                + " called x, z (rename the column, or name it by columns: [{column: …, name:"
                + " 'y'}]; a column that is no input must be ignored in all sources)"),
        new Wrong(
            "test data with a column more than the unlabeled data",
            in ->
                in.text("a.csv", "x,y", "0,1", "1,1")
                    .text("b.csv", "label,x,y,z", "0,1,1,1")
                    .test(headed("a.csv"), csvWithHeader("b.csv", 0)),
            "{data}/b.csv:1: the unlabeled examples have no column 'z', these are called x, y"
                + " (leave it out by columns: [{column: …, kind: ignored}])"),
        new Wrong(
            "an empty cell",
            in -> in.text("a.csv", "0,1", "0, ").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: column 1 is empty (columns count from 0; say by missing in the"
                + " source, with '' in its marks, what fills it, or remove the line)"),
        new Wrong(
            "a quote that does not end",
            in -> in.text("a.csv", "0,1", "0,\"1").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: a quote is missing or in the wrong place (correct or remove the"
                + " line)"),
        new Wrong(
            "NaN in CSV",
            in -> in.text("a.csv", "0,1", "NaN,1").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: value NaN in column 0 is not in [0.0, 1.0] (columns count from 0; "
                + "does it stand for a missing value? then say so by missing in the source)"),
        new Wrong(
            "infinity in CSV",
            in -> in.text("a.csv", "0,1", "1,-Infinity").unlabeled(csv("a.csv")),
            "{data}/a.csv:2: value -Infinity in column 1 is not in [0.0, 1.0] (columns count from "
                + "0; does it stand for a missing value? then say so by missing in the source)"),
        new Wrong(
            "a value outside the range in CSV",
            in -> in.text("a.csv", "0,0,255", "0,1,1").labeled(csv("a.csv", 0)),
            "{data}/a.csv:1: value 255.0 in column 2 is not in [0.0, 1.0] (columns count from 0; "
                + "correct the data, or set the source's range to the lowest and highest value)"),
        new Wrong(
            "NaN in raw CSV",
            in -> in.text("a.csv", "700,-1", "NaN,1").unlabeled(raw("a.csv")),
            "{data}/a.csv:2: value NaN in column 0 is not a finite 32-bit number (columns count"
                + " from 0; does it stand for a missing value? then say so by missing in the"
                + " source)"),
        new Wrong(
            "infinity in raw CSV",
            in -> in.text("a.csv", "700,-1", "1,-Infinity").unlabeled(raw("a.csv")),
            "{data}/a.csv:2: value -Infinity in column 1 is not a finite 32-bit number (columns"
                + " count from 0; does it stand for a missing value? then say so by missing in the"
                + " source)"),
        new Wrong(
            "raw values larger than floats",
            in -> in.text("a.csv", "700,-1", "1e39,1").unlabeled(raw("a.csv")),
            "{data}/a.csv:2: value 1.0E39 in column 0 is not a finite 32-bit number (columns count "
                + "from 0; correct the data)"),
        new Wrong(
            "an integer that 64-bit floats do not hold",
            in ->
                in.text("a.csv", "9007199254740991,1e25", "1,-9007199254740993")
                    .unlabeled(raw("a.csv")),
            "{data}/a.csv:2, column 1 (counted from 0): value -9007199254740993 is too large:"
                + " integers of 9007199254740992 (2^53) or more are not exact as 64-bit floats"
                + " (subtract an offset, or divide, before training)"),
        new Wrong(
            "an integer of many digits",
            in -> in.text("a.csv", "1", "10000000000000000000000007").unlabeled(raw("a.csv")),
            "{data}/a.csv:2, column 0 (counted from 0): value 10000000000000000000000007 is too"
                + " large: integers of 9007199254740992 (2^53) or more are not exact as 64-bit"
                + " floats (subtract an offset, or divide, before training)"),
        new Wrong(
            "a text that is no category",
            in ->
                in.text("a.csv", "tcp,1", "t\u0001p,0")
                    .unlabeled(raw("a.csv", categorical(0, "tcp"))),
            "{data}/a.csv:2: 't?p' in column 0 is no category of protocol, which has 1 (columns "
                + "count from 0; list it in the plan's categories, or remove the line)"),
        new Wrong(
            "a category that the unlabeled data do not have",
            in ->
                in.text("a.csv", "tcp,1", "udp,0")
                    .text("b.csv", "tcp,1,0", "icmp,0,1")
                    .test(raw("a.csv", categorical(0)), labeled("b.csv", 2, categorical(0))),
            "{data}/b.csv:2: 'icmp' in column 0 is no category of protocol, which has 2 (columns "
                + "count from 0; list it in the plan's categories, or remove the line)"),
        new Wrong(
            "a categorical column that the unlabeled data do not have",
            in ->
                in.text("a.csv", "1,1", "0,0")
                    .text("b.csv", "tcp,1,0", "icmp,0,1")
                    .test(raw("a.csv"), labeled("b.csv", 2, categorical(0))),
            "{data}/b.csv: the unlabeled examples have no categories in a column protocol (list its"
                + " categories in the plan, or give it the name it has there)"),
        new Wrong(
            "categories in another order than the unlabeled data's",
            in ->
                in.text("a.csv", "tcp,1", "udp,0")
                    .text("b.csv", "tcp,1,0", "udp,0,1")
                    .test(
                        raw("a.csv", categorical(0)),
                        labeled("b.csv", 2, categorical(0, "udp", "tcp"))),
            "{data}/b.csv has other categories than the unlabeled examples, or has them elsewhere "
                + "(list the same columns and categories)"),
        new Wrong(
            "an empty category",
            in -> in.text("a.csv", "tcp,1", " ,0").unlabeled(raw("a.csv", categorical(0))),
            "{data}/a.csv:2: column 0 is empty (columns count from 0; say by missing in the"
                + " source, with '' in its marks, what fills it, or remove the line)"),
        new Wrong(
            "numbers in place of categories",
            in ->
                in.text("a.csv", IntStream.range(0, 10_001).mapToObj(i -> i + ",1"))
                    .unlabeled(raw("a.csv", categorical(0))),
            "{data}/a.csv has more than 10000 categories in protocol (is it a column of numbers or "
                + "names? then make it numeric or ignored)"),
        new Wrong(
            "a column that there is not",
            in -> in.text("a.csv", "tcp,1").unlabeled(raw("a.csv", categorical(2))),
            "{data}/a.csv:1 has 2 columns, there is no column 2 (set columns to 0 to 1)"),
        new Wrong(
            "no column that is not ignored",
            in ->
                in.text("a.csv", "1,1")
                    .unlabeled(raw("a.csv", column(0, Kind.IGNORED), column(1, Kind.IGNORED))),
            "{data}/a.csv:1 has no column but label and ignored, there is nothing to learn from"),
        new Wrong(
            "a label column that there is not",
            in -> in.text("a.csv", "0,1", "1,0").labeled(csv("a.csv", 2)),
            "{data}/a.csv:1 has 2 columns, there is no label column 2 (set label to 0 to 1)"),
        new Wrong(
            "labels without values",
            in -> in.text("a.csv", "0", "1").labeled(csv("a.csv", 0)),
            "{data}/a.csv:1 has the label column only, there is nothing to learn from"),
        new Wrong(
            "a plain CSV file that is called packed",
            in -> in.text("a.csv.gz", "0,1", "1,0").unlabeled(csv("a.csv.gz")),
            "cannot read {data}/a.csv.gz: its name ends in .gz, but gzip did not pack it (rename"
                + " it, or fetch it again)"),
        new Wrong(
            "a packed CSV file that is cut off",
            in -> in.bytes("a.csv.gz", cutOff(packed(new byte[5000]))).unlabeled(csv("a.csv.gz")),
            "cannot read {data}/a.csv.gz: Unexpected end of input stream (is it whole, of this "
                + "format and within reach?)"));
  }

  static Stream<Wrong> labels() {
    return Stream.of(
        new Wrong(
            "a label out of range",
            in -> in.text("a.csv", "0,1", "3,0").labeled(csv("a.csv", 0)),
            "{data}/a.csv:2: label 3 is out of range: must be a whole number from 0 to 2 (correct"
                + " the data, or set data.classes)"),
        new Wrong(
            "a negative label",
            in -> in.text("a.csv", "0,1", "-1,0").labeled(csv("a.csv", 0)),
            "{data}/a.csv:2: label -1 is out of range: must be a whole number from 0 to 2 (correct"
                + " the data, or set data.classes)"),
        new Wrong(
            "a label between two classes",
            in -> in.text("a.csv", "0,1", "1.5,0").labeled(csv("a.csv", 0)),
            "{data}/a.csv:2: label 1.5 is out of range: must be a whole number from 0 to 2 (correct"
                + " the data, or set data.classes)"),
        new Wrong(
            "a label that the plan does not list",
            in ->
                in.text("a.csv", "1,cat", "1,dog", "1,cow", "0,bird")
                    .labeled(labels("a.csv", 1, "cat", "dog", "cow")),
            "{data}/a.csv:4: label 'bird' is none of cat, dog, cow (list it in labels, or set "
                + "otherLabels: true)"),
        new Wrong(
            "an empty label",
            in -> in.text("a.csv", "1,cat", "1,").labeled(labels("a.csv", 1, "cat", "dog", "cow")),
            "{data}/a.csv:2: column 1 is empty (columns count from 0; remove the line, or write"
                + " its label)"),
        new Wrong(
            "a class that the data do not have",
            in ->
                in.text("a.csv", "0,1", "1,0")
                    .labeled(new OnlyClasses(csv("a.csv", 0), List.of(2))),
            "{data}/a.csv has no examples of class 2 (change onlyClasses, or give more data)"),
        new Wrong(
            "a side of nothing",
            in ->
                in.text("a.csv", "0,1", "1,0")
                    .labeled(new Split(csv("a.csv", 0), "digits", 0.5, 0.5001)),
            "{data}/a.csv has no examples on the side from 0.5 to 0.5001 of the split with salt "
                + "'digits' (widen it, or give more data)"),
        new Wrong(
            "a part of nothing",
            in -> in.text("a.csv", "0,1", "1,0").labeled(new Part(csv("a.csv", 0), 0.3, 0.6, 1)),
            "cannot take the part from 0.3 to 0.6 of {data}/a.csv: of its 2 examples that is none "
                + "(widen the part)"),
        new Wrong(
            "a label that is no number",
            in -> in.text("a.csv", "0,1", "NaN,0").labeled(csv("a.csv", 0)),
            "{data}/a.csv:2: label NaN is out of range: must be a whole number from 0 to 2 (correct"
                + " the data, or set data.classes)"),
        new Wrong(
            "a label out of range in idx",
            in ->
                in.bytes("x", idx(new byte[4], 2, 2))
                    .bytes("y", idx(new byte[] {1, (byte) 200}, 2))
                    .labeled(idx("x", "y")),
            "{data}/y, item 1 (counted from 0): label 200 is out of range: must be a whole number "
                + "from 0 to 2 (correct the data, or set data.classes)"),
        new Wrong(
            "a label out of range in Parquet",
            in ->
                in.parquet(
                        "p", Tables.LABELED_DOUBLES, row(values(1.0), 7.0), row(values(1.0), 0.0))
                    .labeled(parquet("p", "label")),
            "{file}, row 0 (counted from 0): label 7 is out of range: must be a whole number from 0"
                + " to 2 (correct the data, or set data.classes)"),
        new Wrong(
            "labels that are partitions, but not of all files",
            in ->
                in.parquet("p/a/label=1", Tables.DOUBLES, row(values(1.0)))
                    .parquet("p/b", Tables.DOUBLES, row(values(1.0)))
                    .labeled(parquet("p", "label")),
            "cannot read {data}/p: not all files lie in directories of the same columns, such as "
                + "label=3 (move what does not belong to the table)"),
        new Wrong(
            "a missing label in Parquet",
            in ->
                in.parquet(
                        "p", Tables.LABELED_DOUBLES, row(values(1.0), null), row(values(1.0), 0.0))
                    .labeled(parquet("p", "label")),
            "{file}, row 0 (counted from 0): the label is missing (remove the row, or fill it in)"),
        new Wrong(
            "more labeled examples asked for than a class has",
            in -> in.text("a.csv", "0,1", "0,1", "1,0", "2,0", "2,0").drawn(6, csv("a.csv", 0)),
            "cannot draw 2 examples of class 1 from {data}/a.csv: it has 1 (lower"
                + " data.labeledExamples or labelCurve.examples, or give more data, or set"
                + " data.draw to proportional)"));
  }

  static Stream<Wrong> idxs() {
    byte[] images = idx(new byte[5 * 6], 5, 2, 3);
    byte[] labels = idx(new byte[5], 5);
    byte[] wrongSum = packed(images);
    wrongSum[wrongSum.length - 6] ^= 1;
    return Stream.of(
        new Wrong(
            "images that are cut off",
            in -> in.bytes("x", cutOff(images)).unlabeled(idx("x")),
            "cannot read {data}/x: it has 43 bytes, with 5×2×3 items its header asks for 46 (cut "
                + "off? fetch it again)"),
        new Wrong(
            "labels that are cut off",
            in -> in.bytes("x", images).bytes("y", cutOff(labels)).labeled(idx("x", "y")),
            "cannot read {data}/y: it has 10 bytes, with 5 items its header asks for 13 (cut off? "
                + "fetch it again)"),
        new Wrong(
            "a file that is cut off in its header",
            in -> in.bytes("x", 0, 0, 8, 3, 0).unlabeled(idx("x")),
            "cannot read {data}/x: it ends within its header (cut off? fetch it again)"),
        new Wrong(
            "a file that goes on",
            in -> in.bytes("x", Arrays.copyOf(images, images.length + 1)).unlabeled(idx("x")),
            "cannot read {data}/x: it has 47 bytes, with 5×2×3 items its header asks for 46 "
                + "(damaged? fetch it again)"),
        new Wrong(
            "packed images that do not say so",
            in -> in.bytes("x", packed(images)).unlabeled(idx("x")),
            "cannot read {data}/x: the file is packed with gzip (add .gz to its name, or unpack"
                + " it)"),
        new Wrong(
            "packed images to cut patches from",
            in -> in.bytes("x", packed(images)).unlabeled(patches(100, 100)),
            "cannot read {data}/x: the file is packed with gzip (add .gz to its name, or unpack"
                + " it)"),
        new Wrong(
            "packed Parquet",
            in -> in.bytes("p.parquet", packed(images)).unlabeled(parquet("p.parquet")),
            "cannot read {data}/p.parquet: the file is packed with gzip (add .gz to its name, or "
                + "unpack it)"),
        new Wrong(
            "packed images of which some are missing",
            in -> in.bytes("x.gz", packed(cutOff(images))).unlabeled(idx("x.gz")),
            "cannot read {data}/x.gz: its header says 5×2×3, but it ends in or before item 4, "
                + "counted from 0 (cut off? fetch it again)"),
        new Wrong(
            "a packed file that goes on",
            in ->
                in.bytes("x.gz", packed(Arrays.copyOf(images, images.length + 1)))
                    .unlabeled(idx("x.gz")),
            "cannot read {data}/x.gz: its header says 5×2×3, but more data follow (damaged? fetch"
                + " it again)"),
        new Wrong(
            "a packed file that is cut off",
            in -> in.bytes("x.gz", cutOff(cutOff(packed(images)))).unlabeled(idx("x.gz")),
            "cannot read {data}/x.gz: its header says 5×2×3, but its end is missing (cut off? fetch"
                + " it again)"),
        new Wrong(
            "a packed file with a wrong sum",
            in -> in.bytes("x.gz", wrongSum).unlabeled(idx("x.gz")),
            "cannot read {data}/x.gz: Corrupt GZIP trailer (is it whole, of this format and within "
                + "reach?)"),
        new Wrong(
            "a file that is not packed though its name says so",
            in -> in.bytes("x.gz", images).unlabeled(idx("x.gz")),
            "cannot read {data}/x.gz: its name ends in .gz, but gzip did not pack it (rename it, or"
                + " fetch it again)"),
        new Wrong(
            "a header that cannot be",
            in -> in.bytes("x", idx(new byte[0], 5, 1 << 20, 1 << 20)).unlabeled(idx("x")),
            "cannot read {data}/x: its header says that dimension 2 is 1048576 (damaged, or another"
                + " format?)"),
        new Wrong(
            "images and labels of different numbers",
            in -> in.bytes("x", images).bytes("y", idx(new byte[4], 4)).labeled(idx("x", "y")),
            "{data}/y holds 4 values, {data}/x holds 5×2×3: there must be one label for every "
                + "example (give files that belong together)"),
        new Wrong(
            "labels in place of images",
            in -> in.bytes("y", labels).unlabeled(idx("y")),
            "{data}/y holds 5 single values, not examples (is it the file of the labels?)"),
        new Wrong(
            "images in place of labels",
            in -> in.bytes("x", images).labeled(idx("x", "x")),
            "{data}/x holds 5×2×3 values, {data}/x holds 5×2×3: there must be one label for every "
                + "example (give files that belong together)"));
  }

  static Stream<Wrong> parquets() {
    StructType strings = Tables.features(DataTypes.createArrayType(DataTypes.StringType));
    StructType vectors = Tables.features(Tables.VECTOR);
    return Stream.of(
        new Wrong(
            "Parquet without the column",
            in -> in.parquet("p", Tables.DOUBLES, row(values(1.0))).labeled(parquet("p", "class")),
            "{file} has no column 'class', it has features (set label to one of these)"),
        new Wrong(
            "features that are one number",
            in ->
                in.parquet("p", Tables.features(DataTypes.DoubleType), row(1.0))
                    .unlabeled(parquet("p")),
            "{file}: column 'features' is double, must be an array of numbers or an ML vector (name"
                + " another column, or convert it)"),
        new Wrong(
            "features that are text",
            in -> in.parquet("p", strings, row(List.of("1"))).unlabeled(parquet("p")),
            "{file}: column 'features' is array<string>, must be an array of numbers or an ML "
                + "vector (name another column, or convert it)"),
        new Wrong(
            "labels that are text",
            in ->
                in.parquet(
                        "p",
                        Tables.DOUBLES.add("label", DataTypes.StringType),
                        row(values(1.0), "1"))
                    .labeled(parquet("p", "label")),
            "{file}: column 'label' is string, must be a number (name another column, or convert "
                + "it)"),
        new Wrong(
            "missing features",
            in ->
                in.parquet("p", Tables.DOUBLES, row(values(1.0)), row((Object) null))
                    .unlabeled(parquet("p")),
            "{file}, row 1 (counted from 0): the features are missing (remove the row, or fill it "
                + "in)"),
        new Wrong(
            "missing features in the first row",
            in ->
                in.parquet("p", Tables.DOUBLES, row((Object) null), row(values(1.0)))
                    .unlabeled(parquet("p")),
            "{file}, row 0: the features are missing (remove the row, or fill it in)"),
        new Wrong(
            "features of no values",
            in ->
                in.parquet("p", Tables.DOUBLES, row(values()), row(values()))
                    .unlabeled(parquet("p")),
            "{file}, row 0: the features are empty (remove the row, or fill it in)"),
        new Wrong(
            "a missing value",
            in ->
                in.parquet("p", Tables.DOUBLES, row(values(1.0, null)), row(values(1.0, 1.0)))
                    .unlabeled(parquet("p")),
            "{file}, row 0, value 1 (counted from 0): the value is missing (say by missing"
                + " in the source what fills it, or remove the row; in a query, coalesce fills"
                + " it)"),
        new Wrong(
            "an integer that 64-bit floats do not hold in Parquet",
            in ->
                in.parquet(
                        "p",
                        Tables.features(DataTypes.createArrayType(DataTypes.LongType)),
                        row(List.of(0L)),
                        row(List.of(9007199254740993L)))
                    .unlabeled(rawParquet()),
            "{file}, row 1 (counted from 0), value 0 (counted from 0): value 9007199254740993 is"
                + " too large: integers of 9007199254740992 (2^53) or more are not exact as 64-bit"
                + " floats (subtract an offset, or divide, before training)"),
        new Wrong(
            "infinity in Parquet",
            in ->
                in.parquet(
                        "p",
                        Tables.DOUBLES,
                        row(values(1.0)),
                        row(values(Double.POSITIVE_INFINITY)))
                    .unlabeled(parquet("p")),
            "{file}, row 1 (counted from 0): value Infinity in value 0 is not in [0.0, 1.0] (values"
                + " count from 0; does it stand for a missing value? then say so by missing in the"
                + " source)"),
        new Wrong(
            "ragged arrays",
            in ->
                in.parquet("p", Tables.DOUBLES, row(values(1.0, 0.0)), row(values(1.0)))
                    .unlabeled(parquet("p")),
            "{file}, row 1 (counted from 0): 1 value, must be 2 as in the first row (correct or"
                + " remove the row)"),
        new Wrong(
            "a sparse vector with an index outside",
            in ->
                in.parquet(
                        "p",
                        vectors,
                        row(Tables.dense(1.0, 0.0)),
                        row(Tables.sparse(2, List.of(2), 1.0)))
                    .unlabeled(parquet("p")),
            "{file}, row 1 (counted from 0): a sparse vector of size 2 has an index 2 (write the "
                + "vectors again)"),
        new Wrong(
            "Parquet without rows",
            in -> in.parquet("p", Tables.DOUBLES).unlabeled(parquet("p")),
            "cannot read {file}: it has no rows (give examples)"),
        new Wrong(
            "a file that is not Parquet",
            in -> in.text("a.parquet", "0,1", "1,0", "1,1").unlabeled(parquet("a.parquet")),
            "cannot read {data}/a.parquet: {data}/a.parquet is not a Parquet file. Expected magic"
                + " number at tail, but found [49, 44, 49, 10] (is it whole, of this format and"
                + " within reach?)"),
        new Wrong(
            "Parquet files of different types",
            in ->
                in.parquet("p/a", Tables.DOUBLES, row(values(1.0)))
                    .parquet("p/b", strings, row(List.of("x")))
                    .unlabeled(parquet("p")),
            "cannot read {file}: column: [features, list, element], physicalType: BINARY,"
                + " logicalType: double (is it whole, of this format and within reach?)"),
        new Wrong(
            "a Parquet file without the column among others",
            in ->
                in.parquet("p/a", Tables.DOUBLES, row(values(1.0)))
                    .parquet("p/b", new StructType().add("x", DataTypes.DoubleType), row(1.0))
                    .unlabeled(parquet("p")),
            "{file}, row 0 (counted from 0): the features are missing (remove the row, or fill it"
                + " in)"));
  }

  static Stream<Wrong> patches() {
    return Stream.of(
        new Wrong(
            "images of another shape than the plan says",
            in -> in.bytes("x", new byte[2 * 3 * 4 + 4]).unlabeled(patches(2, 3)),
            "cannot read {data}/x: it has 28 bytes, an image of 2x3 has 24 (set image to the shape "
                + "of the images; give files of floats without a header)"),
        new Wrong(
            "an empty file of images",
            in -> in.bytes("x").unlabeled(patches(2, 3)),
            "cannot read {data}/x: it has 0 bytes, an image of 2x3 has 24 (set image to the shape "
                + "of the images; give files of floats without a header)"),
        new Wrong(
            "images too large for an array",
            in -> in.bytes("x").unlabeled(patches(40_000, 40_000)),
            "cannot read images of 40000x40000: they are too large (cut them into smaller files)"),
        new Wrong(
            "pixels that are no numbers",
            in -> in.bytes("x", infinityInRow1()).unlabeled(patches(2, 3)),
            "{data}/x, image 1: the pixel in row 1, column 0 is -Infinity (all count from 0; is "
                + "byteOrder right? if it is, correct or remove the image)"),
        new Wrong(
            "no images",
            in -> in.unlabeled(patches(2, 3)),
            "cannot read {data}/x: there is no such file (check the path and --data)"));
  }

  private static ImagePatches patches(int height, int width) {
    return patches("x", height, width);
  }

  private static ImagePatches patches(String path, int height, int width) {
    ImageShape image = new ImageShape(height, width);
    return new ImagePatches(
        SourcePath.of(path), image, FloatOrder.BIG_ENDIAN, new ImageShape(1, 1), 20, 1);
  }

  /** Two images of 2x3. */
  private static byte[] infinityInRow1() {
    return ByteBuffer.allocate(2 * 24).putFloat(24 + 12, Float.NEGATIVE_INFINITY).array();
  }

  static Stream<Wrong> wholes() {
    return Stream.of(
        new Wrong(
            "a variation of pictures in colour",
            in ->
                in.bytes("x", idx(new byte[12], 2, 2, 1, 3))
                    .unlabeled(new Varied(idx("x"), Variation.ROTATED, 1)),
            "cannot vary {data}/x: its pictures are of 2x1x3, which are not grey (leave variation "
                + "out)"),
        new Wrong(
            "images without labels in their table",
            in ->
                in.bytes("p/a/7.png", TestImages.png(1, 1, 0))
                    .bytes("p/a/8.png", TestImages.png(1, 1, 0))
                    .text("l.csv", "id,class", "8,1")
                    .labeled(images(new LabelPlace.LabelTable("l.csv", "id", "class"))),
            "{data}/p/a/7.png has no label in {data}/l.csv (add the line '7,LABEL', or remove the "
                + "image)"),
        new Wrong(
            "a table of labels without the column",
            in ->
                in.bytes("p/a/7.png", TestImages.png(1, 1, 0))
                    .bytes("p/a/8.png", TestImages.png(1, 1, 0))
                    .text("l.csv", "id,class", "8,1")
                    .labeled(images(new LabelPlace.LabelTable("l.csv", "name", "class"))),
            "{data}/l.csv has no column 'name', its columns are id, class (set label.name to one "
                + "of these)"),
        new Wrong(
            "two labels of one image",
            in ->
                in.bytes("p/a/7.png", TestImages.png(1, 1, 0))
                    .bytes("p/a/8.png", TestImages.png(1, 1, 0))
                    .text("l.csv", "id,class", "7,1", "7,1")
                    .labeled(images(new LabelPlace.LabelTable("l.csv", "id", "class"))),
            "{data}/l.csv:3: '7' has a label already (remove one of the two)"),
        new Wrong(
            "folders that are no numbers",
            in ->
                in.bytes("p/cat/7.png", TestImages.png(1, 1, 0))
                    .bytes("p/ape/8.png", TestImages.png(1, 1, 0))
                    .labeled(images(new LabelPlace.Folder())),
            "{data}/p/ape/8.png: label 'ape' is not a number (if labels are words, list the "
                + "classes: labels: [ape, cat])"),
        new Wrong(
            "a folder without images",
            in -> in.text("p/a.txt", "hello").labeled(images(new LabelPlace.Folder())),
            "cannot read {data}/p: it holds no images (the names of images end in .png, .jpg or "
                + ".jpeg, those of archives in .zip, .tar, .tar.gz or .tgz)"),
        new Wrong(
            "a variation of what is no picture",
            in ->
                in.bytes("x", idx(new byte[6], 2, 3))
                    .unlabeled(new Varied(idx("x"), Variation.ROTATED, 1)),
            "cannot vary {data}/x: its examples of 3 values have no shape as pictures (set "
                + "data.image, or leave variation out)"),
        new Wrong(
            "too many features for whitening",
            in ->
                in.bytes("x", idx(new byte[2 * 1025], 2, 1025))
                    .preprocessed(idx("x"), new ZcaWhitening(0.1), new MinMax()),
            "cannot whiten examples of 1025 values: the covariance of at most 1024 is computed"
                + " (leave zca-whitening out of data.preprocessing, or give smaller examples)"),
        new Wrong(
            "local contrast of what is no picture",
            in ->
                in.text("a.csv", "1,0,1", "0,1,0")
                    .preprocessed(csv("a.csv"), new LocalContrast(3, 0.1), new MinMax()),
            "local-contrast is for pictures, of which a row lies below a row, and these are plain"
                + " examples of 3 values (say data.image, such as 28x28, or leave local-contrast"
                + " out of data.preprocessing)"),
        new Wrong(
            "fewer examples than shards",
            in -> in.text("a.csv", "1").unlabeled(csv("a.csv")),
            "cannot divide {data}/a.csv into 2 shards: it has only 1 example, and a shard would be"
                + " empty (lower shards to 1, or give more data)"),
        new Wrong(
            "pictures of another size than the plan says",
            in -> in.text("a.csv", "1,0,1", "0,1,0").pictures(2, 2, csv("a.csv")),
            "{data}/a.csv has examples of 3 values, data.image is 2x2, which makes 4 (correct or"
                + " remove data.image)"),
        new Wrong(
            "test columns in another order",
            in ->
                in.text("u.json", "{\"x\": 1, \"y\": 0}", "{\"x\": 1, \"y\": 1}")
                    .text("t.json", "{\"x\": 1, \"y\": 0, \"label\": 1}")
                    .test(table("u.json", "x", "y"), labeledTable("t.json", "y", "x")),
            "{data}/t.json has the columns y, x, the unlabeled examples have x, y (name the same "
                + "columns in the same order; in a query, AS gives a column another name)"),
        new Wrong(
            "test columns of a table other than those of a header",
            in ->
                in.text("u.csv", "c,a,b", "1,0,1", "0,0,1")
                    .text("t.json", "{\"a\": 1, \"b\": 0, \"label\": 1}")
                    .test(headed("u.csv"), labeledTable("t.json", "a", "b")),
            "{data}/t.json has the columns a, b, the unlabeled examples have c, a, b (name the same"
                + " columns in the same order; in a query, AS gives a column another name)"),
        new Wrong(
            "a header with a column more than a table",
            in ->
                in.text("u.json", "{\"a\": 1, \"b\": 0}", "{\"a\": 1, \"b\": 1}")
                    .text("t.csv", "c,a,b,label", "1,0,1,1")
                    .test(table("u.json", "a", "b"), csvWithHeader("t.csv", 3)),
            "{data}/t.csv:1: the unlabeled examples have no column 'c', these are called a, b"
                + " (leave it out by columns: [{column: …, kind: ignored}])"),
        new Wrong(
            "labeled examples of another length",
            in ->
                in.text("unlabeled.csv", "0,1", "1,0")
                    .text("labeled.csv", "0,0,1,1", "1,1,0,1")
                    .text("test.csv", "0,1,1", "1,1,0")
                    .run(csv("unlabeled.csv"), csv("labeled.csv", 0), csv("test.csv", 0)),
            "{data}/labeled.csv has examples of 3 values, the unlabeled examples have 2 (give data "
                + "of one kind)"));
  }

  private static Images images(LabelPlace place) {
    return new Images(
        SourcePath.of("p"),
        new PictureForm(Colours.RGB, Optional.empty(), Optional.empty()),
        Optional.of(new ImageLabel(place, LabelNames.NUMBERS)),
        Broken.REFUSE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"files", "csvs", "labels", "idxs", "parquets", "patches", "wholes"})
  void theUserIsToldWhatIsWrongWhereAndWhatToDo(Wrong wrong) {
    WrongInput input = new WrongInput(directory, spark);
    Throwable thrown = catchThrowable(() -> wrong.reading().of(input));
    assertThat(input.anonymous(forPeople(thrown))).isEqualTo(wrong.message());
  }

  @Test
  void whatAnExecutorFindsComesThroughSpark() {
    WrongInput input = new WrongInput(directory, spark);
    Throwable thrown =
        catchThrowable(() -> input.text("a.csv", "0,1", "1").unlabeled(csv("a.csv")));
    assertThat(thrown)
        .isInstanceOf(SparkException.class)
        .hasRootCauseInstanceOf(DataException.class);
  }

  /** What the command line shows: the message of the first exception that is meant for people. */
  private static String forPeople(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(DataException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing for people in it", thrown));
  }

  private static Csv raw(String path, CsvColumn... columns) {
    return new Csv(path, false, Optional.empty(), Optional.empty(), List.of(columns));
  }

  private static SparkTable table(String path, String... features) {
    return new SparkTable(
        TablePlace.files("json", path),
        List.of(features),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static SparkTable labeledTable(String path, String... features) {
    return new SparkTable(
        TablePlace.files("json", path),
        List.of(features),
        Optional.of("label"),
        Optional.empty(),
        Optional.empty());
  }

  private static Parquet rawParquet() {
    return new Parquet("p", "features", Optional.empty(), Optional.empty());
  }

  private static Csv labeled(String path, int label, CsvColumn... columns) {
    return new Csv(
        path, false, Optional.of(CsvLabel.numbers(label)), Optional.empty(), List.of(columns));
  }

  private static Csv labels(String path, int column, String... labels) {
    return new Csv(
        path,
        false,
        Optional.of(new CsvLabel(ColumnKey.of(column), new LabelNames(List.of(labels), false))),
        Optional.empty(),
        List.of());
  }

  private static CsvColumn categorical(int column, String... categories) {
    return new CsvColumn(
        ColumnKey.of(column), Kind.CATEGORICAL, Optional.of("protocol"), List.of(categories));
  }

  private static CsvColumn column(int column, Kind kind) {
    return new CsvColumn(ColumnKey.of(column), kind, Optional.empty(), List.of());
  }

  private static byte[] cutOff(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 3);
  }
}
