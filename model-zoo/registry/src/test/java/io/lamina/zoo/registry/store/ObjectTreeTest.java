package io.lamina.zoo.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of the same interface; on a real store: S3ARegistryTest. */
class ObjectTreeTest {
  @TempDir private java.nio.file.Path directory;
  private final RawLocalFileSystem files = new RawLocalFileSystem();
  private ObjectTree tree;
  private Path root;

  @BeforeEach
  void open() throws IOException {
    files.initialize(directory.toUri(), new Configuration(false));
    tree = new ObjectTree(files);
    root = new Path(directory.toUri());
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void whatIsWrittenIsListedAndReadBack() throws IOException {
    Path file = new Path(root, "a/b");
    assertThat(tree.write(file, false, out -> out.write(new byte[] {1, 2, 3}))).isEqualTo(3);

    assertThat(tree.list(root)).extracting(StoredItem::name).containsExactly("a");
    assertThat(tree.list(file.getParent()).get(0).directory()).isFalse();
    assertThat(tree.isDirectory(file.getParent())).isTrue();
    assertThat(tree.open(file)).hasBinaryContent(new byte[] {1, 2, 3});
    tree.delete(new Path(root, "a"));
    assertThat(tree.list(root)).isEmpty();
  }

  @Test
  void whatCannotBeWrittenToItsEndIsRemoved() {
    Path file = new Path(root, "cut");
    assertThatThrownBy(
            () ->
                tree.write(
                    file,
                    true,
                    out -> {
                      out.write(1);
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatIsMissingIsEmptyAndAFileInItsPlaceIsNamed() throws IOException {
    Files.writeString(directory.resolve("file"), "x");

    assertThat(tree.list(new Path(root, "missing/deep"))).isEmpty();
    assertThatThrownBy(() -> tree.list(new Path(root, "file")))
        .isInstanceOf(ParentNotDirectoryException.class)
        .hasMessageContaining("file is a file, not a directory");
    assertThatThrownBy(() -> tree.isDirectory(new Path(root, "file/below/it")))
        .hasMessageContaining("file is a file, not a directory");
  }
}
