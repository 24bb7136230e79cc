/** A plan's data: from files, through the packages below, to shards of compact blocks. */
package io.lamina.jobs.data;
