package io.lamina.zoo.registry.s3a;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamina.zoo.registry.process.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * An S3 server in a process of its own: S3Proxy, which keeps each object in a file, and creates one
 * under a condition by a hard link. It asks for signatures, as Amazon does. Closing it ends it.
 */
public final class S3Server implements AutoCloseable {
  private static final String KEY = "a-key";
  private static final String SECRET = "a-secret";
  private static final Pattern STARTED = Pattern.compile("\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final Path bucket;
  private final int port;

  private S3Server(Process process, Path bucket, int port) {
    this.process = process;
    this.bucket = bucket;
    this.port = port;
  }

  /**
   * Starts one with an empty bucket.
   *
   * @param directory that may be filled
   * @param name the bucket's name; no two in one JVM, since Hadoop has one client for a name
   * @param signed whether it asks for signatures
   */
  public static S3Server start(Path directory, String name, boolean signed) throws IOException {
    Path store = directory.resolve("store");
    Path bucket = Files.createDirectories(store.resolve(name));
    Path properties = directory.resolve("s3proxy.properties");
    Files.writeString(
        properties,
        String.join(
            "\n",
            "s3proxy.endpoint=http://127.0.0.1:0",
            "s3proxy.authorization=" + (signed ? "aws-v4" : "none"),
            "s3proxy.identity=" + KEY,
            "s3proxy.credential=" + SECRET,
            "jclouds.provider=filesystem",
            "jclouds.filesystem.basedir=" + store));
    // S3Proxy gives what is written to the standard error to the log, whichever there is.
    TestJvm jvm =
        new TestJvm(
            List.of(
                "-Xmx128m",
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-Dorg.apache.logging.log4j.level=INFO"),
            List.of());
    Process process =
        jvm.running("org.gaul.s3proxy.Main", "--properties", properties.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new S3Server(process, bucket, port(process));
  }

  /** Where it listens; what it says later is not read: a few warnings fit into the pipe. */
  private static int port(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return Integer.parseInt(started.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("the server ended: " + said);
  }

  public int port() {
    return port;
  }

  /** Where the bucket's objects are, each a file. */
  public Path bucket() {
    return bucket;
  }

  /** A directory in the bucket. */
  public String location(String directory) {
    return "s3a://" + bucket.getFileName() + "/" + directory;
  }

  /** Hadoop's settings for it. */
  public Configuration hadoop() {
    return hadoop(new Configuration(), port);
  }

  /** Writes them where Hadoop finds them if the directory is on the class path. */
  public void writeSettings(Path directory) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve("core-site.xml"))) {
      hadoop(new Configuration(false), port).writeXml(out);
    }
  }

  /** The settings for what listens on a port of this machine. */
  static Configuration hadoop(Configuration hadoop, int port) {
    hadoop.set("fs.s3a.endpoint", "http://127.0.0.1:" + port);
    hadoop.set("fs.s3a.endpoint.region", "us-east-1");
    hadoop.set("fs.s3a.path.style.access", "true");
    hadoop.set("fs.s3a.access.key", KEY);
    hadoop.set("fs.s3a.secret.key", SECRET);
    return hadoop;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
