package io.lamina.parameters.coordinator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between workers and a server that can be cut: connections stay, bytes get lost. */
final class DroppingProxy implements Closeable {
  private final ServerSocket listening;
  private final InetSocketAddress server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  DroppingProxy(InetSocketAddress server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  void cut() {
    cut = true;
  }

  /** For connections from now on: what was lost on earlier ones never comes. */
  void mend() {
    for (Socket socket : sockets) {
      close(socket);
    }
    sockets.clear();
    cut = false;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "dropping-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket worker = listening.accept();
        Socket onward = new Socket(server.getAddress(), server.getPort());
        sockets.addAll(List.of(worker, onward));
        start(() -> pump(worker, onward));
        start(() -> pump(onward, worker));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[64 << 10];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (!cut) {
          out.write(bytes, 0, count);
        }
      }
    } catch (IOException e) {
      // One of the two is gone; so is the other then.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    sockets.forEach(DroppingProxy::close);
  }
}
