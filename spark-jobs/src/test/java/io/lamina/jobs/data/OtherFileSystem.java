package io.lamina.jobs.data;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local files under {@code other:}, a scheme that is not the default one, as hdfs: may be. */
public final class OtherFileSystem extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("other:///");
  }

  @Override
  public String getScheme() {
    return "other";
  }
}
