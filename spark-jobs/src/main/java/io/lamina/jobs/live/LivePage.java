package io.lamina.jobs.live;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.lamina.jobs.report.PageAssets;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.status.AppStatusStore;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import org.json4s.JValue;
import org.json4s.jackson.JsonMethods$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.xml.Node;
import scala.xml.Unparsed;

/**
 * The page of the tab, and the JSON beside it. It is a page of its own: how Spark's pages begin is
 * another method in every line of Spark. It names the other tabs as they do.
 */
final class LivePage extends WebUIPage {
  private static final String TEMPLATE = "live.mustache";

  private final SparkUITab tab;
  private final AppStatusStore status;
  private final PageAssets assets = PageAssets.load();
  private final Mustache template =
      new DefaultMustacheFactory()
          .compile(new InputStreamReader(template(), StandardCharsets.UTF_8), TEMPLATE);

  LivePage(SparkUITab tab, AppStatusStore status) {
    super("");
    this.tab = tab;
    this.status = status;
  }

  private static InputStream template() {
    return LivePage.class.getResourceAsStream(TEMPLATE);
  }

  @Override
  public Seq<Node> render(HttpServletRequest request) {
    StringWriter page = new StringWriter();
    template.execute(page, new LiveContent(assets, links(request), RunView.of(status)));
    return new Unparsed(page.toString());
  }

  private List<LiveContent.Link> links(HttpServletRequest request) {
    return CollectionConverters.asJava(tab.headerTabs()).stream()
        .map(
            other ->
                new LiveContent.Link(
                    other.name(),
                    UIUtils.prependBaseUri(request, tab.basePath(), "/" + other.prefix() + "/"),
                    other.prefix().equals(tab.prefix())))
        .toList();
  }

  @Override
  public JValue renderJson(HttpServletRequest request) {
    return JsonMethods$.MODULE$.fromJsonNode(new RunJson(RunView.of(status)).tree());
  }
}
