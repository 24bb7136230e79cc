package io.lamina.zoo.reason;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Why something went wrong, in words for people: no exception's class, no stack trace.
 *
 * @param cause what was thrown
 */
public record Reason(Throwable cause) {
  /** Of Hadoop's client, somewhere in its message. */
  private static final String NO_TICKET = "Client cannot authenticate via:[";

  /** One line. */
  public String text() {
    if (cause instanceof JsonProcessingException json) {
      return "it is not valid JSON" + place(json);
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "a file of this name exists";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "the directory is not empty";
    }
    String line = firstLine();
    if (line.contains(NO_TICKET)) {
      return "there is no ticket of Kerberos, or it has expired: get one with kinit, or give"
          + " spark-submit --principal and --keytab";
    }
    return cause instanceof UnknownHostException ? "there is no host " + line : line;
  }

  private static String place(JsonProcessingException json) {
    JsonLocation at = json.getLocation();
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  /** A remote file system's message is followed by its stack trace. */
  private String firstLine() {
    String message = Optional.ofNullable(cause.getMessage()).orElse("").strip();
    return message.lines().findFirst().orElseGet(cause.getClass()::getSimpleName);
  }
}
