package io.lamina.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.lamina.jobs.report.drawing.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A comparison as an HTML page that loads nothing. Safe for use by several threads. */
public final class DriftPage {
  private static final String TEMPLATE = "drift.mustache";

  private final Mustache template =
      new DefaultMustacheFactory().compile(new StringReader(read()), TEMPLATE);

  private static String read() {
    try (InputStream in = DriftPage.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TEMPLATE, e);
    }
  }

  /** The page. */
  public String html(DriftRecord found) {
    StringWriter page = new StringWriter();
    template.execute(page, new Content(new DriftWords(found), map(found)));
    return page.toString();
  }

  /** What the template shows. */
  record Content(DriftWords words, Optional<Picture> map) {}

  private static Optional<Picture> map(DriftRecord found) {
    return new DriftMap(found.limits())
        .of(found.image(), found.columns().stream().map(Measure::effect).toList());
  }
}
