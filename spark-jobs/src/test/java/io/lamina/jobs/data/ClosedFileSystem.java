package io.lamina.jobs.data;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** The local files under {@code closed:}; those called {@code secret…} nobody may read. */
public final class ClosedFileSystem extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("closed:///");
  }

  @Override
  public String getScheme() {
    return "closed";
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (file.getName().startsWith("secret")) {
      throw new AccessControlException("Permission denied: user=eve, inode=" + file.getName());
    }
    return super.open(file, bufferSize);
  }
}
