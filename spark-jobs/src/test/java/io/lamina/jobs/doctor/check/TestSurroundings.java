package io.lamina.jobs.doctor.check;

import io.lamina.jobs.cluster.Software;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Surroundings in which nothing is wrong, and others that differ from them in one thing. */
public final class TestSurroundings {
  public static final Software SOFTWARE = new Software("1.0", "17.0.1", "4.2.0", "2.13", "3.5.0");

  private static final long PLENTY = 1L << 40;

  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private Software software = SOFTWARE;
  private long openFiles = 1024;
  private InstantSource clock = InstantSource.system();
  private Disk disk = disk(PLENTY, true);
  private DevicesHere devices =
      new DevicesHere(Map.of("cpu-good", "cpu-good"), Map.of(), Optional.empty());
  private Network network = Network.real();

  /**
   * @param directory for temporary files, and for Spark's
   */
  public TestSurroundings(Path directory) {
    variables.put("THREADS", "1");
    settings.put("sun.jnu.encoding", "UTF-8");
    settings.put("java.io.tmpdir", directory.toString());
    settings.put("spark.local.dir", directory.toString());
    settings.put("spark.driver.host", "127.0.0.1");
  }

  public TestSurroundings variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  TestSurroundings without(String name) {
    variables.remove(name);
    return this;
  }

  public TestSurroundings setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  TestSurroundings software(Software other) {
    this.software = other;
    return this;
  }

  TestSurroundings openFiles(long allowed) {
    this.openFiles = allowed;
    return this;
  }

  TestSurroundings clockAheadBy(Duration ahead) {
    this.clock = () -> InstantSource.system().instant().plus(ahead);
    return this;
  }

  TestSurroundings free(long bytes) {
    this.disk = disk(bytes, true);
    return this;
  }

  TestSurroundings noExecution() {
    this.disk = disk(PLENTY, false);
    return this;
  }

  TestSurroundings devices(DevicesHere other) {
    this.devices = other;
    return this;
  }

  /** No name has an address, and nobody can be reached. */
  public TestSurroundings withoutNames() {
    this.network = new Nameless();
    return this;
  }

  public Surroundings here() {
    Machine machine = new Machine(2, openFiles, clock, disk, () -> devices);
    return new Surroundings("executor 7 on node3", variables, settings, software, machine, network);
  }

  private static Disk disk(long free, boolean executes) {
    return new Disk() {
      @Override
      public long free(Path directory) {
        return free;
      }

      @Override
      public boolean canExecute(Path file) {
        return executes;
      }
    };
  }

  private static final class Nameless implements Network {
    @Override
    public InetAddress own() throws UnknownHostException {
      throw new UnknownHostException("node3");
    }

    @Override
    public InetAddress address(String host) throws UnknownHostException {
      throw new UnknownHostException(host);
    }

    @Override
    public Socket connect(String host, int port) throws IOException {
      throw new UnknownHostException(host);
    }
  }
}
