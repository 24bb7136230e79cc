package io.lamina.jobs.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A search as an HTML page that loads nothing. Safe for use by several threads. */
public final class SearchPage {
  private static final String TEMPLATE = "search.mustache";

  private final Mustache template =
      new DefaultMustacheFactory().compile(new StringReader(read()), TEMPLATE);

  private static String read() {
    try (InputStream in = SearchPage.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TEMPLATE, e);
    }
  }

  /** The page. */
  public String html(SearchSpace space, SearchRecord record) {
    List<KeyPicture> pictures =
        space.keys().entrySet().stream()
            .map(key -> KeyPicture.of(key.getKey(), key.getValue(), record))
            .toList();
    StringWriter page = new StringWriter();
    template.execute(page, new Content(record.name(), rows(record), pictures));
    return page.toString();
  }

  /** What the template shows. */
  record Content(String name, List<Row> rows, List<KeyPicture> pictures) {}

  /** A line of the table. */
  record Row(int trial, int rung, String result, String values) {}

  private static List<Row> rows(SearchRecord record) {
    return Search.ranked(record.results()).stream()
        .map(
            result ->
                new Row(
                    result.trial(),
                    result.rung(),
                    result.words(),
                    record.trials().get(result.trial() - 1).words()))
        .toList();
  }
}
