package io.lamina.jobs.doctor.check;

import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.net.Socket;
import java.time.Instant;

/**
 * A port of the driver's that tells the time: whoever connects gets the milliseconds since 1970, in
 * 8 bytes, the most significant first.
 *
 * @param host as the driver calls itself towards executors
 * @param port that it listens on
 */
public record DriverClock(String host, int port) implements Serializable {
  private static final long serialVersionUID = 1;

  public DriverClock {
    requireNonNull(host, "host is null");
  }

  /** Asks the driver. */
  Instant read(Network network) throws IOException {
    try (Socket socket = network.connect(host, port);
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      return Instant.ofEpochMilli(in.readLong());
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
