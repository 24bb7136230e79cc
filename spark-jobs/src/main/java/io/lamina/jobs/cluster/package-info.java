/** The cluster a run trains on: the user's own, or one of a few executors on this machine. */
package io.lamina.jobs.cluster;
