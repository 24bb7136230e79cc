package io.lamina.parameters.wire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one end of a connection encrypts: TLS 1.3, by BoringSSL where it can be loaded and by Java's
 * own, slower engine elsewhere, which the log tells; or not at all. The other end of a server's
 * connection knows its certificate, and no other authority. Thread-safe.
 */
public final class Encryption {
  private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);
  private static final String TLS = "TLSv1.3";

  private final Optional<SslContext> context;

  private Encryption(Optional<SslContext> context) {
    this.context = context;
  }

  /** In the clear. */
  public static Encryption none() {
    return new Encryption(Optional.empty());
  }

  /** Of a server with this key, and the certificate of its public half. */
  public static Encryption server(PrivateKey key, X509Certificate certificate) {
    return of(SslContextBuilder.forServer(key, certificate));
  }

  /** Of those who connect to a server with this certificate. */
  public static Encryption pinned(Fingerprint certificate) {
    return of(SslContextBuilder.forClient().trustManager(new PinnedTrust(certificate)));
  }

  private static Encryption of(SslContextBuilder builder) {
    if (!OpenSsl.isAvailable()) {
      LOG.warn("BoringSSL cannot be loaded: TLS is slower", OpenSsl.unavailabilityCause());
    }
    SslProvider provider = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    try {
      return new Encryption(Optional.of(builder.sslProvider(provider).protocols(TLS).build()));
    } catch (SSLException e) {
      throw new IllegalArgumentException("cannot encrypt: " + e.getMessage(), e);
    }
  }

  /** Puts itself before all other handlers. */
  public void addTo(SocketChannel channel) {
    context.ifPresent(tls -> channel.pipeline().addLast(handler(tls, channel)));
  }

  private static ChannelHandler handler(SslContext tls, SocketChannel channel) {
    SslHandler handler = tls.newHandler(channel.alloc());
    handler.setHandshakeTimeout(Wire.HELLO_SECONDS, TimeUnit.SECONDS);
    // The certificate is known; what its server is called by whom does not matter.
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("");
    handler.engine().setSSLParameters(parameters);
    return handler;
  }
}
