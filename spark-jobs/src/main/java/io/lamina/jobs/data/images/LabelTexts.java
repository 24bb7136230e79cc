package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.Printable;
import io.lamina.zoo.plan.data.images.LabelPlace.LabelTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.fs.Path;

/**
 * The texts of labels in a table, by the names of images.
 *
 * @param table where they are, for messages
 * @param texts by name
 */
public record LabelTexts(String table, Map<String, String> texts) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /**
   * Reads a table.
   *
   * @throws DataException if it is not as the plan says
   */
  public static LabelTexts read(LabelTable source, DataFiles files) {
    Path path = files.file(source.path()).getPath();
    Map<String, String> texts = new HashMap<>();
    try (InputStream in = DataFiles.open(path, files.hadoop());
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        CSVParser parser = FORMAT.parse(reader)) {
      requireColumn(path, parser.getHeaderNames(), "name", source.name());
      requireColumn(path, parser.getHeaderNames(), "column", source.column());
      for (CSVRecord row : parser) {
        String where = path + ":" + parser.getCurrentLineNumber();
        String name = cell(row, source.name(), where);
        if (texts.put(name, cell(row, source.column(), where)) != null) {
          throw new DataException(
              String.format(
                  "%s: '%s' has a label already (remove one of the two)",
                  where, new Printable(name)));
        }
      }
    } catch (CharacterCodingException e) {
      throw new DataException(path + " is not text in UTF-8 (convert it)", e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw DataException.unreadable(path.toString(), e); // the last: two columns of one name
    }
    return new LabelTexts(path.toString(), texts);
  }

  private static void requireColumn(Path table, List<String> names, String key, String name) {
    if (!names.contains(name)) {
      throw new DataException(
          String.format(
              "%s has no column '%s', its columns are %s (set label.%s to one of these)",
              table, name, new Printable(String.join(", ", names)), key));
    }
  }

  private static String cell(CSVRecord row, String column, String where) {
    if (!row.isSet(column) || row.get(column).isBlank()) {
      throw new DataException(
          String.format(
              "%s: column '%s' is empty (remove the line, or fill it in)", where, column));
    }
    return row.get(column);
  }

  /**
   * The text of an image: the table has its path, or the path's end, with the name's ending or
   * without. Of several the longest counts.
   */
  String of(ImageItem item) {
    String name = item.path();
    while (true) {
      String text = texts.getOrDefault(name, texts.get(withoutEnding(name)));
      if (text != null) {
        return text;
      }
      int folder = name.indexOf('/');
      if (folder < 0) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s has no label in %s (add the line '%s', or remove the image)",
                item.name(),
                table,
                withoutEnding(name) + ",LABEL"));
      }
      name = name.substring(folder + 1);
    }
  }

  /**
   * The other names that an image of this name may have in the table, which count less: ends of the
   * path, and each without the name's ending.
   */
  public static List<String> shorter(String name) {
    List<String> names = new ArrayList<>();
    String rest = name;
    while (true) {
      if (rest.lastIndexOf('.') > rest.lastIndexOf('/')) {
        names.add(withoutEnding(rest));
      }
      int folder = rest.indexOf('/');
      if (folder < 0) {
        return names;
      }
      rest = rest.substring(folder + 1);
      names.add(rest);
    }
  }

  private static String withoutEnding(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
