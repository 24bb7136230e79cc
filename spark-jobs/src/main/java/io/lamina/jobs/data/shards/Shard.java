package io.lamina.jobs.data.shards;

import java.util.Iterator;
import java.util.function.Supplier;

/**
 * A logical shard where its worker reads it.
 *
 * @param index of the shard
 * @param blocks opens its blocks, again and again; read an iterator to its end before the next, so
 *     that Spark may put the blocks aside
 */
public record Shard(int index, Supplier<Iterator<byte[]>> blocks) {}
