package io.lamina.jobs.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
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

  /** How far each pixel has moved: black is not at all. */
  private static Optional<Picture> map(DriftRecord found) {
    List<Measure> columns = found.columns();
    return found
        .image()
        .filter(image -> image.pixels() == columns.size())
        .map(
            image -> {
              float[] moved = new float[columns.size()];
              float largest = (float) found.limits().distance();
              for (int i = 0; i < moved.length; i++) {
                moved[i] = (float) columns.get(i).effect();
                largest = Math.max(largest, moved[i]);
              }
              return new GreyScale(0, largest > 0 ? largest : 1)
                  .picture(PixelGrid.of(image, moved), "how far each pixel has moved");
            });
  }
}
