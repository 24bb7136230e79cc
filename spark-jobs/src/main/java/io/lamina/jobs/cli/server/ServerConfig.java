package io.lamina.jobs.cli.server;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a parameter server is started with, from a file of lines such as {@code port: 7171}; what is
 * left out is empty.
 *
 * @param bind the address to listen on
 * @param port the port, 0 to 65535
 * @param tokenFile what runs have to know; relative to the file
 * @param plain whether it does not encrypt
 */
public record ServerConfig(
    Optional<String> bind,
    Optional<Integer> port,
    Optional<Path> tokenFile,
    Optional<Boolean> plain) {
  private static final int MAX_PORT = 65_535;
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("bind", "port", "token-file", "plain"));

  public ServerConfig {
    requireNonNull(bind, "bind is null");
    requireNonNull(tokenFile, "tokenFile is null");
    requireNonNull(plain, "plain is null");
    port.ifPresent(
        number -> {
          if (number < 0 || number > MAX_PORT) {
            throw new IllegalArgumentException("port is " + number + ", must be 0 to " + MAX_PORT);
          }
        });
  }

  /** That says nothing. */
  public static ServerConfig none() {
    return new ServerConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read, or says something else
   */
  public static ServerConfig read(Path file) {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + new Reason(e).text(), e);
    }
    try {
      requireKnown(lines);
      return new ServerConfig(
          value(lines, "bind"),
          value(lines, "port").map(ServerConfig::number),
          value(lines, "token-file").map(file.toAbsolutePath()::resolveSibling),
          value(lines, "plain").map(ServerConfig::truth));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static void requireKnown(Properties lines) {
    for (String key : lines.stringPropertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("there is no key '" + key + "', only " + KEYS);
      }
    }
  }

  private static Optional<String> value(Properties lines, String key) {
    return Optional.ofNullable(lines.getProperty(key)).map(String::strip);
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("port is '" + text + "', must be 0 to " + MAX_PORT);
    }
    return Integer.parseInt(text);
  }

  private static boolean truth(String text) {
    if (!text.matches("true|false")) {
      throw new IllegalArgumentException("plain is '" + text + "', must be true or false");
    }
    return Boolean.parseBoolean(text);
  }

  /** This, and where it says nothing what the other says. */
  public ServerConfig or(ServerConfig other) {
    return new ServerConfig(
        bind.or(other::bind),
        port.or(other::port),
        tokenFile.or(other::tokenFile),
        plain.or(other::plain));
  }
}
