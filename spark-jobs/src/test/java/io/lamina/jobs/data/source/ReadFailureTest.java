package io.lamina.jobs.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;

class ReadFailureTest {
  @Test
  void aFileThatTheUserMayNotReadIsNamedWithTheUser() throws IOException {
    Exception closed = new FileNotFoundException("/data/in/b (2).csv (Permission denied)");
    assertThat(DataException.unreadable("/data/in", new IllegalStateException(closed)))
        .hasMessage(
            "cannot read /data/in/b (2).csv: permission denied (this program runs as the user %s:"
                + " give this user the right to read the file and to enter the directories above"
                + " it)",
            user());
  }

  @Test
  void aDirectoryThatTheUserMayNotListIsNamedWithTheUser() throws IOException {
    Exception closed = new AccessDeniedException("/data/in/sub: Permission denied");
    assertThat(DataException.unreadable("/data/in", closed))
        .hasMessageStartingWith("cannot read /data/in: /data/in/sub: Permission denied (this")
        .hasMessageContaining("as the user " + user() + ":");
  }

  @Test
  void whatAFileSystemSaysOfPermissionsIsKept() {
    String said = "Permission denied: user=eve, access=READ, inode=\"/data/b.csv\":hdfs:-rw-------";
    Exception closed = new AccessControlException(said);
    closed.initCause(
        new RemoteException(AccessControlException.class.getName(), said + "\n\tat x"));
    assertThat(DataException.unreadable("hdfs://name/data/b.csv", new IOException(closed)))
        .hasMessageStartingWith("cannot read hdfs://name/data/b.csv: " + said + " (this program");
  }

  @Test
  void aFileThatIsNotThereIsNoQuestionOfPermissions() {
    Exception gone = new FileNotFoundException("/nowhere/b.csv (No such file or directory)");
    assertThat(DataException.unreadable("/nowhere", gone))
        .hasMessage(
            "cannot read /nowhere: /nowhere/b.csv (No such file or directory) (is it whole, of this"
                + " format and within reach?)");
  }

  @Test
  void aStaleChecksumFileIsNamedWithWhatToDo() {
    Exception stale =
        new ChecksumException("Checksum error: file:/data/part-0.csv at 512 exp: 1 got: -2", 512);
    assertThat(DataException.unreadable("/data", new IllegalStateException(stale)))
        .hasMessage(
            "cannot read file:/data/part-0.csv: it does not match the checksum file beside it,"
                + " file:/data/.part-0.csv.crc (was the data file changed after it was written?"
                + " then delete the checksum file; if not, the data file is damaged: fetch it"
                + " again)");
  }

  @Test
  void aNameNodeThatIsNotThereIsToldWithWhoNamesIt() {
    Exception absent = new IllegalArgumentException(new UnknownHostException("nn.invalid"));
    assertThat(DataException.unreadable("plain.csv", absent))
        .hasMessage(
            "cannot read plain.csv: there is no host nn.invalid (a path without a scheme is on the"
                + " file system that fs.defaultFS of the Hadoop configuration names; file:///… is a"
                + " path on this machine)");
    assertThat(DataException.unreadable("hdfs://nn.invalid/plain.csv", absent))
        .hasMessageEndingWith(
            "there is no host nn.invalid (is it whole, of this format and within reach?)");
  }

  private static String user() throws IOException {
    return UserGroupInformation.getCurrentUser().getShortUserName();
  }
}
