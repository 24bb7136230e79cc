package io.lamina.jobs.data.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SparkThrowable;

/**
 * Why a file could not be read, in words for people.
 *
 * @param file the file or files, as far as they are known
 * @param cause the innermost exception
 */
record ReadFailure(String file, Throwable cause) {
  /** As file systems name the file: {@code /data/a.csv (Permission denied)}. */
  private static final Pattern FILE_AND_REASON = Pattern.compile("(.+) \\((.+)\\)");

  private static final Pattern CHECKSUM = Pattern.compile("Checksum error: (.+) at \\d+ .*");

  private static final String DEFAULT_FILE_SYSTEM =
      "a path without a scheme is on the file system that fs.defaultFS of the Hadoop configuration"
          + " names; file:///… is a path on this machine";

  /** As Spark tells an error: {@code [NAME] What is wrong. SQLSTATE: 42703; line 1 pos 7}. */
  private static final Pattern SPARK =
      Pattern.compile("^(?:\\[[A-Z0-9_.]+\\] )?(.*?)\\.?( SQLSTATE: .*)?$");

  /** The standard's classes of SQLSTATE: a value such as 1 / 0, and a statement that is wrong. */
  private static final String WRONG_VALUE = "22";

  private static final String WRONG_STATEMENT = "42";

  String message() {
    if (cause instanceof AccessControlException || cause instanceof AccessDeniedException) {
      return "cannot read " + file + ": " + firstLine() + permission();
    }
    if (cause instanceof ChecksumException) {
      return checksum();
    }
    return closedFile()
        .map(closed -> "cannot read " + closed + ": permission denied" + permission())
        .or(this::sql)
        .orElseGet(
            () ->
                String.format(
                    "cannot read %s: %s (%s)",
                    file,
                    reason(),
                    isOnAbsentDefault()
                        ? DEFAULT_FILE_SYSTEM
                        : "is it whole, of this format and within reach?"));
  }

  /** Whether a file system cannot be reached that only Hadoop's configuration names. */
  private boolean isOnAbsentDefault() {
    return (cause instanceof UnknownHostException || cause instanceof ConnectException)
        && !file.contains(":/");
  }

  /** Spark says of a statement what to do about it; nothing is wrong with the data. */
  private Optional<String> sql() {
    if (!(cause instanceof SparkThrowable said) || !isOfSql(said)) {
      return Optional.empty();
    }
    Matcher line = SPARK.matcher(firstLine());
    return Optional.of("cannot read " + file + ": " + line.replaceAll("$1"));
  }

  private static boolean isOfSql(SparkThrowable said) {
    String state = Optional.ofNullable(said.getSqlState()).orElse("");
    return state.startsWith(WRONG_VALUE) || state.startsWith(WRONG_STATEMENT);
  }

  /** Java has one exception for files that are not there and for those that may not be read. */
  private Optional<String> closedFile() {
    Matcher named = FILE_AND_REASON.matcher(firstLine());
    return cause instanceof FileNotFoundException
            && named.matches()
            && (named.group(2).equals("Permission denied") || isClosed(named.group(1)))
        ? Optional.of(named.group(1))
        : Optional.empty();
  }

  /** Whether a file is there that this user may not read, whatever language the system speaks. */
  private static boolean isClosed(String local) {
    try {
      java.nio.file.Path path = java.nio.file.Path.of(local);
      return Files.exists(path) && !Files.isReadable(path);
    } catch (InvalidPathException e) {
      return false; // the message names something else
    }
  }

  private static String permission() {
    return " (this program runs as the user "
        + user()
        + ": give this user the right to read the file and to enter the directories above it)";
  }

  private static String user() {
    try {
      return UserGroupInformation.getCurrentUser().getShortUserName();
    } catch (IOException e) { // a user without a name
      return System.getProperty("user.name");
    }
  }

  private String checksum() {
    Matcher named = CHECKSUM.matcher(firstLine());
    Path damaged = new Path(named.matches() ? named.group(1) : file);
    Path sums = new Path(damaged.getParent(), "." + damaged.getName() + ".crc");
    return String.format(
        "cannot read %s: it does not match the checksum file beside it, %s (was the data file "
            + "changed after it was written? then delete the checksum file; if not, the data file "
            + "is damaged: fetch it again)",
        damaged, sums);
  }

  private String reason() {
    String line = firstLine();
    return cause instanceof UnknownHostException ? "there is no host " + line : line;
  }

  private String firstLine() {
    String message = Optional.ofNullable(cause.getMessage()).orElse("").strip();
    return message.lines().findFirst().orElseGet(cause.getClass()::getSimpleName);
  }
}
