/** The version whose layers a run begins from. */
package io.lamina.jobs.training.ancestor;
