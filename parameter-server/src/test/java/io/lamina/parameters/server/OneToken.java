package io.lamina.parameters.server;

import io.lamina.parameters.Token;
import io.lamina.parameters.part.StagePart;
import io.netty.channel.ChannelHandler;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** For those who show one token, stages that a test has put there. */
record OneToken(Token token, Map<String, StagePart> stages) implements Access {
  @Override
  public Optional<Supplier<ChannelHandler>> of(byte[] shown) {
    return token.matches(shown)
        ? Optional.of(() -> new ServerConnection(stages))
        : Optional.empty();
  }
}
