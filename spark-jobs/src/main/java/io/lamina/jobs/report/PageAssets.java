package io.lamina.jobs.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/**
 * What the page carries so as to need nothing else.
 *
 * @param chartLibrary uPlot with its licence, JavaScript
 * @param script draws the charts, JavaScript
 * @param chartStyle of uPlot, CSS
 * @param style of the page, CSS
 */
public record PageAssets(String chartLibrary, String script, String chartStyle, String style) {
  private static final String ARTIFACT = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  public PageAssets {
    requireInlinable("</script", chartLibrary);
    requireInlinable("</script", script);
    requireInlinable("</style", chartStyle);
    requireInlinable("</style", style);
  }

  private static void requireInlinable(String end, String text) {
    if (text.contains(end)) {
      throw new IllegalArgumentException("a script or style holds " + end + ": it would end there");
    }
  }

  /** From the class path. */
  public static PageAssets load() {
    String library = "/META-INF/resources/webjars/uplot/" + libraryVersion() + "/";
    return new PageAssets(
        "/*\n" + read(library + "LICENSE") + "*/\n" + read(library + "dist/uPlot.iife.min.js"),
        read("report.js"),
        read(library + "dist/uPlot.min.css"),
        read("report.css"));
  }

  /** The library's own files tell its version: the build states it once. */
  private static String libraryVersion() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(read(ARTIFACT)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ARTIFACT, e);
    }
    return properties.getProperty("version");
  }

  /** A text that is beside this class. */
  public static String read(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the report cannot be made: " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** What a browser lets the page do: run these two scripts, show its own pictures, no more. */
  public String policy() {
    return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
        + hash(chartLibrary)
        + " "
        + hash(script);
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
