/** What a run leaves: its record, its figures and its files. */
package io.lamina.jobs.run;
