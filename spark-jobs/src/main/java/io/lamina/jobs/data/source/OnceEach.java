package io.lamina.jobs.data.source;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Hands on what is said for the first time. Used by one thread. */
public final class OnceEach implements Consumer<String> {
  private final Consumer<String> hearer;
  private final Set<String> said = new HashSet<>();

  public OnceEach(Consumer<String> hearer) {
    this.hearer = hearer;
  }

  @Override
  public void accept(String words) {
    if (said.add(words)) {
      hearer.accept(words);
    }
  }
}
