package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnresolvedLinkException;
import org.apache.hadoop.security.AccessControlException;

/**
 * On HDFS the NameNode renames, in one step. A refusal that it pronounced is an answer; what goes
 * wrong on the way to it or back is none.
 *
 * @param files of the file system
 */
record HdfsMove(FileContext files) implements Move {
  HdfsMove {
    requireNonNull(files, "files is null");
  }

  @Override
  public boolean move(Path from, Path to) throws IOException {
    try {
      files.rename(from, to, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (AccessControlException
        | ParentNotDirectoryException
        | UnresolvedLinkException
        | ClusterStorageCapacityExceededException refused) {
      throw refused;
    } catch (IOException e) {
      // Where the source is gone, an earlier try of this move may have taken it away.
      throw new OutcomeUnknownException(e);
    }
  }
}
