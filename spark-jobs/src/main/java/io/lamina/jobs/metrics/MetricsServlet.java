package io.lamina.jobs.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What Prometheus scrapes, in Spark's web page. */
final class MetricsServlet extends HttpServlet {
  /** Beside Spark's own places for metrics. */
  static final String PATH = "/metrics/lamina";

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // nobody serialises servlets
  private final RunMetrics metrics;

  @SuppressWarnings("serial")
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  MetricsServlet(RunMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, metrics.now());
    response.setContentType(writer.getContentType());
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(text.toByteArray());
  }
}
