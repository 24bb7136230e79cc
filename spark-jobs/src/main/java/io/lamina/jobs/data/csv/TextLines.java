package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.FileRows;
import io.lamina.jobs.data.source.Packing;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapred.FileInputFormat;
import org.apache.hadoop.mapred.FileSplit;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.TextInputFormat;
import org.apache.spark.api.java.JavaHadoopRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * The lines of text files, each with its file and its number. The files are read in pieces, and
 * twice: the lines of each piece must be counted before those of the next have numbers.
 */
final class TextLines {
  private final JavaHadoopRDD<LongWritable, Text> text;
  private final List<Piece> pieces;

  private TextLines(JavaHadoopRDD<LongWritable, Text> text, List<Piece> pieces) {
    this.text = text;
    this.pieces = pieces;
  }

  /**
   * Counts the lines of files.
   *
   * @throws DataException (as a cause, where it happens on an executor) if one cannot be read
   */
  static TextLines of(List<Path> files, JavaSparkContext spark) {
    JobConf conf = new JobConf(spark.hadoopConfiguration());
    Path[] paths = files.stream().map(DataFiles::literal).toArray(Path[]::new);
    FileInputFormat.setInputPaths(conf, paths);
    JavaHadoopRDD<LongWritable, Text> text =
        (JavaHadoopRDD<LongWritable, Text>)
            spark.hadoopRDD(
                conf,
                TextInputFormat.class,
                LongWritable.class,
                Text.class,
                spark.defaultParallelism());
    List<Piece> pieces =
        text.mapPartitionsWithInputSplit(
                (split, lines) -> List.of(Piece.of((FileSplit) split, lines)).iterator(), true)
            .collect();
    return new TextLines(
        text,
        pieces.stream()
            .sorted(Comparator.comparing(Piece::file).thenComparing(Piece::start))
            .toList());
  }

  /** The lines of each file that has any, in the order of their names. */
  SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    pieces.forEach(piece -> counts.merge(piece.file(), piece.lines(), Long::sum));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** The first line of each file that has any, in the order of the files' names. */
  List<Line> firsts() {
    return pieces.stream()
        .filter(piece -> piece.start() == 0 && piece.lines() > 0)
        .map(piece -> new Line(piece.file(), 1, piece.firstLine()))
        .toList();
  }

  /** All lines, in no particular order. */
  JavaRDD<Line> lines() {
    Map<String, Long> before = before();
    return text.mapPartitionsWithInputSplit(
        (split, lines) -> numbered((FileSplit) split, lines, before), true);
  }

  /** How many lines of its file there are before each piece. */
  private Map<String, Long> before() {
    Map<String, Long> before = new HashMap<>();
    Map<String, Long> seen = new HashMap<>();
    for (Piece piece : pieces) {
      long earlier = seen.merge(piece.file(), piece.lines(), Long::sum) - piece.lines();
      before.put(key(piece.file(), piece.start()), earlier);
    }
    return before;
  }

  private static Iterator<Line> numbered(
      FileSplit split, Iterator<Tuple2<LongWritable, Text>> lines, Map<String, Long> before) {
    String file = split.getPath().toString();
    Iterator<Tuple2<LongWritable, Text>> readable = new FileRows<>(file, lines);
    return new Iterator<>() {
      private long number = before.get(key(file, split.getStart()));

      @Override
      public boolean hasNext() {
        return readable.hasNext();
      }

      @Override
      public Line next() {
        Text bytes = readable.next()._2();
        number++;
        return Line.of(file, number, bytes);
      }
    };
  }

  private static String key(String file, long start) {
    return start + " " + file;
  }

  /**
   * A line.
   *
   * @param file where it is
   * @param number counted from 1
   * @param text without its end
   */
  record Line(String file, long number, String text) {
    static Line of(String file, long number, Text bytes) {
      return new Line(file, number, new LineText(bytes, where(file, number)).text());
    }

    private static String where(String file, long number) {
      return file + ":" + number;
    }

    /** As messages name the place. */
    String where() {
      return where(file, number);
    }
  }

  /**
   * The part of a file that one task reads.
   *
   * @param start the byte it starts at
   * @param lines how many begin in it
   * @param firstLine of the file, if it starts there; else empty
   */
  private record Piece(String file, long start, long lines, String firstLine)
      implements Serializable {
    private static final long serialVersionUID = 1;

    static Piece of(FileSplit split, Iterator<Tuple2<LongWritable, Text>> rows) {
      String file = split.getPath().toString();
      Iterator<Tuple2<LongWritable, Text>> lines = new FileRows<>(file, rows);
      String first = "";
      long count = 0;
      while (lines.hasNext()) {
        Text line = lines.next()._2();
        if (count == 0 && split.getStart() == 0) {
          first = firstLine(file, line);
        }
        count++;
      }
      return new Piece(file, split.getStart(), count, first);
    }

    private static String firstLine(String file, Text line) {
      Packing.of(line.copyBytes())
          .ifPresent(
              packing -> {
                throw packing.refused(file);
              });
      return Line.of(file, 1, line).text();
    }
  }
}
