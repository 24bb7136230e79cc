/** What the workers did, round by round. */
package io.lamina.jobs.run.rounds;
