/** The command line. */
package io.lamina.jobs.cli;
