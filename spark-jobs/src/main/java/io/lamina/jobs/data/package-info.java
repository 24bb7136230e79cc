/** Examples: from files to shards of compact blocks. */
package io.lamina.jobs.data;
