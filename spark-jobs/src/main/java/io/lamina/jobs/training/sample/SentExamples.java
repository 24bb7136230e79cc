package io.lamina.jobs.training.sample;

import io.lamina.jobs.data.shards.ShardedDataset;
import java.io.Serializable;
import java.util.List;

/**
 * A few examples as they go to the executor that looks at them.
 *
 * @param blocks of the first shards
 */
public record SentExamples(List<byte[]> blocks) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BLOCKS = 4;

  public SentExamples {
    blocks = List.copyOf(blocks);
  }

  /** Of a dataset, the first four blocks. */
  public static SentExamples of(ShardedDataset test) {
    return new SentExamples(test.blocks().take(BLOCKS));
  }

  public TestExamples examples() {
    return TestExamples.of(blocks);
  }
}
