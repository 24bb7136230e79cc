package io.lamina.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.server.api.ApplicationInitializationContext;
import org.apache.hadoop.yarn.server.api.ApplicationTerminationContext;
import org.apache.hadoop.yarn.server.api.AuxiliaryService;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.sasl.ShuffleSecretManager;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.shuffle.ExternalBlockHandler;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;

/**
 * Spark's external shuffle service in YARN's NodeManager: Spark's own server, which is started, and
 * told the secrets of applications, as Spark's YarnShuffleService does it. That class is in a
 * distribution of Spark, and in no jar that Maven serves. Hadoop makes it by its name.
 */
public final class ShuffleService extends AuxiliaryService {
  /** The name that Spark's executors ask for. */
  static final String NAME = "spark_shuffle";

  private final ShuffleSecretManager secrets = new ShuffleSecretManager();
  private final TransportConf settings =
      new TransportConf(
          "shuffle", new MapConfigProvider(Map.of("spark.network.crypto.enabled", "true")));
  private final ExternalBlockHandler blocks;
  private final TransportContext transport;
  private TransportServer server;

  public ShuffleService() throws IOException {
    super(NAME);
    this.blocks = new ExternalBlockHandler(settings, null);
    this.transport = new TransportContext(settings, blocks);
  }

  @Override
  protected void serviceStart() throws Exception {
    server = transport.createServer(0, List.of(new AuthServerBootstrap(settings, secrets)));
    super.serviceStart();
  }

  @Override
  protected void serviceStop() throws Exception {
    if (server != null) {
      server.close();
    }
    transport.close();
    blocks.close();
    super.serviceStop();
  }

  @Override
  public void initializeApplication(ApplicationInitializationContext context) {
    secrets.registerApp(
        context.getApplicationId().toString(),
        JavaUtils.bytesToString(context.getApplicationDataForService()));
  }

  @Override
  public void stopApplication(ApplicationTerminationContext context) {
    String application = context.getApplicationId().toString();
    secrets.unregisterApp(application);
    blocks.applicationRemoved(application, false);
  }

  /** The port. */
  @Override
  public ByteBuffer getMetaData() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, server.getPort());
  }
}
