/** The files and the log of a parameter server that runs by itself. */
package io.lamina.jobs.cli.server;
