package io.lamina.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/**
 * A realm with a key distribution centre of its own, in which Hadoop's services and a user are.
 * Closing it ends the centre, and nobody is logged in any more.
 */
final class Kerberos implements AutoCloseable {
  private static final String REALM = "LAMINA.TEST";

  /** Of all of Hadoop's services: they are in one process, which is somebody only once. */
  private static final String SERVICE = "hadoop/localhost";

  private static final String WEB = "HTTP/localhost";
  private static final String USER = "ada";

  private final SimpleKdcServer centre;
  private final Path directory;

  private Kerberos(SimpleKdcServer centre, Path directory) {
    this.centre = centre;
    this.directory = directory;
  }

  /**
   * Starts the centre, and makes the keys.
   *
   * @param directory that is made
   */
  static Kerberos start(Path directory) throws IOException, KrbException {
    Files.createDirectory(directory);
    SimpleKdcServer centre = new SimpleKdcServer();
    centre.setWorkDir(directory.toFile());
    centre.setKdcHost("localhost");
    centre.setKdcRealm(REALM);
    centre.setAllowUdp(false);
    centre.setKdcTcpPort(freePort());
    centre.init();
    centre.start();
    Kerberos kerberos = new Kerberos(centre, directory);
    centre.createPrincipals(SERVICE, WEB, USER);
    for (String name : List.of(SERVICE, WEB)) {
      centre.exportPrincipal(name, kerberos.serviceKeytab().toFile());
    }
    centre.exportPrincipal(USER, kerberos.userKeytab().toFile());
    System.setProperty("java.security.krb5.conf", kerberos.settings().toString());
    return kerberos;
  }

  /** The centre binds no port of the system's choice. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What tells a JVM where the centre is. */
  String javaOption() {
    return "-Djava.security.krb5.conf=" + settings();
  }

  private Path settings() {
    return directory.resolve("krb5.conf");
  }

  private Path serviceKeytab() {
    return directory.resolve("hadoop.keytab");
  }

  Path userKeytab() {
    return directory.resolve(USER + ".keytab");
  }

  String user() {
    return USER;
  }

  String userPrincipal() {
    return USER + "@" + REALM;
  }

  private static String servicePrincipal() {
    return SERVICE + "@" + REALM;
  }

  /** Hadoop's settings for services that ask everybody for tickets, and encrypt what they send. */
  Map<String, String> hadoop() {
    Map<String, String> settings = new HashMap<>();
    settings.put("hadoop.security.authentication", "kerberos");
    settings.put("hadoop.security.authorization", "true");
    // Whoever can encrypt does; a NodeManager that is started by a test does not know it
    // everywhere.
    settings.put("hadoop.rpc.protection", "privacy,authentication");
    settings.put("dfs.block.access.token.enable", "true");
    settings.put("dfs.encrypt.data.transfer", "true");
    settings.put("dfs.encrypt.data.transfer.cipher.suites", "AES/CTR/NoPadding");
    // Ports below 1024 are not for tests.
    settings.put("ignore.secure.ports.for.testing", "true");
    for (String service : List.of("dfs.namenode", "dfs.datanode")) {
      settings.put(service + ".kerberos.principal", servicePrincipal());
      settings.put(service + ".keytab.file", serviceKeytab().toString());
    }
    for (String service : List.of("yarn.resourcemanager", "yarn.nodemanager")) {
      settings.put(service + ".principal", servicePrincipal());
      settings.put(service + ".keytab", serviceKeytab().toString());
    }
    settings.put("dfs.web.authentication.kerberos.principal", WEB + "@" + REALM);
    settings.put("dfs.web.authentication.kerberos.keytab", serviceKeytab().toString());
    return settings;
  }

  /** This process is Hadoop's services from now on. */
  void logIn() throws IOException {
    Configuration configuration = new Configuration();
    hadoop().forEach(configuration::set);
    UserGroupInformation.setConfiguration(configuration);
    UserGroupInformation.loginUserFromKeytab(servicePrincipal(), serviceKeytab().toString());
  }

  @Override
  public void close() {
    UserGroupInformation.reset();
    System.clearProperty("java.security.krb5.conf");
    try {
      centre.stop();
    } catch (KrbException e) {
      throw new UncheckedIOException(new IOException("the centre does not stop", e));
    }
  }
}
