package io.lamina.jobs.report.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chromium, which opens a page in frames as wide as a phone and as a screen, and says what it
 * shows.
 *
 * @param program of the browser
 */
public record Browser(Path program) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Pattern COMPLAINT = Pattern.compile(":CONSOLE:\\d+\\] (.*)");
  private static final Pattern FOUND = Pattern.compile("<pre id=\"found\">(.*?)</pre>");

  private static final String FRAMES =
      """
      <!doctype html>
      <meta charset="utf-8">
      <body>
      <script>
        const drawn = canvas => canvas.getContext('2d')
            .getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0);
        const seen = frame => {
          const page = frame.contentDocument;
          const root = page.documentElement;
          return {
            width: root.clientWidth,
            beyond: root.scrollWidth - root.clientWidth,
            headings: [...page.querySelectorAll('h2')].map(heading => heading.innerText),
            places: page.querySelectorAll('.plot').length,
            charts: [...page.querySelectorAll('.plot canvas')].filter(drawn).length,
            pictures: page.images.length,
            broken: [...page.images].filter(image => image.naturalWidth === 0).length,
          };
        };
        const frames = [360, 1280].map(width => {
          const frame = document.createElement('iframe');
          Object.assign(frame, { width, height: 900, src: '%s' });
          document.body.append(frame);
          return frame;
        });
        addEventListener('load', () => setTimeout(() => {
          const found = Object.assign(document.createElement('pre'), { id: 'found' });
          found.textContent = encodeURIComponent(JSON.stringify(frames.map(seen)));
          document.body.append(found);
        }, 500));
      </script>
      """;

  /** The one of this machine; without one the test is skipped. */
  public static Browser installed() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "no Chromium is installed");
    return new Browser(found.orElseThrow());
  }

  /**
   * What a page shows in a frame.
   *
   * @param width of the frame, without a scroll bar
   * @param beyond how much wider the page is
   * @param headings of its sections
   * @param places where charts are to be
   * @param charts that are drawn
   * @param pictures all of them
   * @param broken of the pictures
   */
  public record Seen(
      int width,
      int beyond,
      List<String> headings,
      int places,
      int charts,
      int pictures,
      int broken) {}

  /**
   * Opens a page, which must give the browser no reason to complain.
   *
   * @param directory for the browser's own files
   * @return what is seen in each frame, the narrow one first
   */
  public List<Seen> open(Path page, Path directory) throws Exception {
    Path frames = directory.resolve("frames.html");
    Files.writeString(frames, FRAMES.formatted(page.toUri()));
    Path complaints = directory.resolve("complaints.txt");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--allow-file-access-from-files",
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                "--window-size=1400,1000",
                "--user-data-dir=" + directory.resolve("browser"),
                "--dump-dom",
                frames.toUri().toString())
            .redirectError(complaints.toFile())
            .start();
    String dom = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    String said = Files.readString(complaints);
    assertThat(COMPLAINT.matcher(said).results().map(each -> each.group(1))).isEmpty();
    return seen(dom, said);
  }

  private static List<Seen> seen(String dom, String said) throws IOException {
    Matcher found = FOUND.matcher(dom);
    assertThat(found.find()).as(said).isTrue();
    List<Seen> frames = new ArrayList<>();
    JsonMapper json = JsonMapper.builder().build();
    for (JsonNode frame : json.readTree(URLDecoder.decode(found.group(1), UTF_8))) {
      frames.add(json.treeToValue(frame, Seen.class));
    }
    return frames;
  }
}
