package io.lamina.jobs.doctor;

import io.lamina.jobs.doctor.check.DriverClock;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens where the driver's parameter server would, and tells the time to all who connect. */
final class DriverPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DriverPort.class);

  private final String host;
  private final ServerSocket socket;
  private final InstantSource clock;

  private DriverPort(String host, ServerSocket socket, InstantSource clock) {
    this.host = host;
    this.socket = socket;
    this.clock = clock;
  }

  /** Begins to listen on a free port. */
  static DriverPort open(SparkConf conf) throws IOException {
    String host = conf.get("spark.driver.host");
    return open(host, conf.get("spark.driver.bindAddress", host), InstantSource.system());
  }

  /**
   * Begins to listen on a free port.
   *
   * @param host as executors call the driver
   * @param address to listen on
   */
  static DriverPort open(String host, String address, InstantSource clock) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    DriverPort port = new DriverPort(host, socket, clock);
    Thread thread = new Thread(port::answer, "lamina-doctor");
    thread.setDaemon(true);
    thread.start();
    return port;
  }

  DriverClock clock() {
    return new DriverClock(host, socket.getLocalPort());
  }

  /** Until the port is closed. */
  private void answer() {
    try {
      while (true) {
        tell(socket.accept());
      }
    } catch (IOException e) {
      LOG.debug("no longer listening", e);
    }
  }

  private void tell(Socket peer) {
    try (peer;
        DataOutputStream out = new DataOutputStream(peer.getOutputStream())) {
      out.writeLong(clock.instant().toEpochMilli());
    } catch (IOException e) {
      LOG.debug("a peer did not wait for the time", e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
