/** The commands that have a published version work on data. */
package io.lamina.jobs.cli.published;
