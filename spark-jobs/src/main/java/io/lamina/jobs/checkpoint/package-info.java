/** What a run needs to go on after its driver's end, on any Hadoop file system. */
package io.lamina.jobs.checkpoint;
