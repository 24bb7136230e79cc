/** Examples dealt to logical shards, as compact blocks that Spark holds. */
package io.lamina.jobs.data.shards;
