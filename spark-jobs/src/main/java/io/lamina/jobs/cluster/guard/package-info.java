/** Watches over the devices of executors that have one to themselves, such as a card. */
package io.lamina.jobs.cluster.guard;
