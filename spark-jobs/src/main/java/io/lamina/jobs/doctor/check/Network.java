package io.lamina.jobs.doctor.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** The network, as a process sees it. */
public interface Network {
  /** The address of this machine by its own name. */
  InetAddress own() throws UnknownHostException;

  /** The address of a host. */
  InetAddress address(String host) throws UnknownHostException;

  /** Connects within some seconds; the caller closes it. */
  Socket connect(String host, int port) throws IOException;

  /** That of this process. */
  static Network real() {
    return new Network() {
      private static final int PATIENCE_MILLIS = 5000;

      @Override
      public InetAddress own() throws UnknownHostException {
        return InetAddress.getLocalHost();
      }

      @Override
      public InetAddress address(String host) throws UnknownHostException {
        return InetAddress.getByName(host);
      }

      @Override
      public Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
          socket.connect(new InetSocketAddress(address(host), port), PATIENCE_MILLIS);
          socket.setSoTimeout(PATIENCE_MILLIS);
          return socket;
        } catch (IOException e) {
          socket.close();
          throw e;
        }
      }
    };
  }
}
