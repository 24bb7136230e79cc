package io.lamina.jobs.live;

import io.lamina.jobs.report.PageAssets;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The scripts of the page, which its policy lets come from here alone. */
final class LiveAssets extends HttpServlet {
  /** Below the tab. */
  static final String PATH = "assets";

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // nobody serialises servlets
  private final Map<String, String> scripts;

  LiveAssets() {
    PageAssets assets = PageAssets.load();
    this.scripts =
        Map.of(
            "/charts.js", assets.chartLibrary(),
            "/report.js", assets.script(),
            "/live.js", read("live.js"));
  }

  private static String read(String name) {
    try (InputStream in = LiveAssets.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String script = scripts.get(String.valueOf(request.getPathInfo()));
    if (script == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType("text/javascript");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "max-age=3600");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getWriter().write(script);
  }
}
