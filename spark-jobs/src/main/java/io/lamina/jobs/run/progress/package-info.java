/** What a user sees of a run while it goes on. */
package io.lamina.jobs.run.progress;
