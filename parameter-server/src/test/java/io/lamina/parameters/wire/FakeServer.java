package io.lamina.parameters.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A server for one connection that behaves as a test wants. */
public final class FakeServer implements Closeable {
  /** The frame that lets a worker in. */
  public static byte[] welcome() {
    return new byte[] {1, 0, 0, 0, Wire.WELCOME};
  }

  /** What is done with the connection once the hello has come; then it is closed. */
  @FunctionalInterface
  public interface Behaviour {
    void with(Socket connection, CountDownLatch end) throws IOException, InterruptedException;
  }

  private final ServerSocket listening = new ServerSocket();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<Void> served;

  public FakeServer(Behaviour behaviour) throws IOException {
    listening.setReceiveBufferSize(16 << 10);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    served = CompletableFuture.runAsync(() -> serve(behaviour), task -> new Thread(task).start());
  }

  private void serve(Behaviour behaviour) {
    try (Socket connection = listening.accept()) {
      connection.getInputStream().readNBytes(Integer.BYTES + Wire.HELLO_BODY);
      behaviour.with(connection, end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    served.join();
    listening.close();
  }
}
