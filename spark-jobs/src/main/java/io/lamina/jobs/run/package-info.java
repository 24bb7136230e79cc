/** What a run leaves and shows: its record, its figures, its files and the line in the terminal. */
package io.lamina.jobs.run;
