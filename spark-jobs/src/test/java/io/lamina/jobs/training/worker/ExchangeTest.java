package io.lamina.jobs.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What shards start from, and what they give, by the mode of averaging. */
class ExchangeTest {
  private static float[] vector(float... values) {
    return values;
  }

  private static float[] trained(
      Exchange exchange, int shard, int round, float[] pulled, float by) {
    float[] start = exchange.start(shard, pulled);
    float[] end = start.clone();
    for (int i = 0; i < end.length; i++) {
      end[i] += by;
    }
    float[] difference = new float[pulled.length];
    exchange.trained(shard, round, pulled, end, difference);
    return difference;
  }

  @Test
  void synchronousShardsStartFromWhatCame() {
    Exchange exchange = new SynchronousExchange();
    float[] pulled = vector(1, 2);
    exchange.received(0, pulled);
    assertThat(trained(exchange, 0, 0, pulled, 3)).containsExactly(3, 3);
    assertThat(exchange.start(1, pulled)).containsExactly(1, 2);
  }

  /** Of four shards two are this worker's; round 0 is not committed when round 1 begins. */
  @Test
  void aWorkerThatRunsAheadSeesItsOwnUpdatesUntilTheyAreCommitted() {
    Exchange exchange = new StaleExchange(0.25);
    float[] pulled = vector(1, 2);
    exchange.received(0, pulled);
    assertThat(trained(exchange, 0, 0, pulled, 4)).containsExactly(4, 4);
    assertThat(trained(exchange, 1, 0, pulled, 8)).containsExactly(8, 8);
    assertThat(pulled).containsExactly(1, 2);

    float[] again = vector(1, 2);
    exchange.received(0, again);
    assertThat(exchange.start(0, again)).containsExactly(4, 5);
    assertThat(trained(exchange, 0, 1, again, 4)).containsExactly(4, 4);

    float[] committed = vector(10, 20);
    exchange.received(1, committed);
    assertThat(exchange.start(0, committed)).containsExactly(11, 21);
    float[] all = vector(10, 20);
    exchange.received(2, all);
    assertThat(exchange.start(0, all)).containsExactly(10, 20);
  }

  /** The paper's update: x − α (x − x̃), and x − x̃ is pushed. */
  @Test
  void anElasticShardGoesOnFromItsOwnWeights() {
    Exchange exchange = new ElasticExchange(0.25);
    float[] centre = vector(0, 0);
    exchange.received(0, centre);
    assertThat(trained(exchange, 0, 0, centre, 4)).containsExactly(4, 4);
    assertThat(exchange.start(1, centre)).containsExactly(0, 0);

    float[] moved = vector(1, 1);
    exchange.received(1, moved);
    assertThat(exchange.start(0, moved)).containsExactly(3, 3);
    assertThat(trained(exchange, 0, 1, moved, 2)).containsExactly(4, 4);
    assertThat(exchange.start(0, moved)).containsExactly(4, 4);
  }
}
