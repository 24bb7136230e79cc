/** What can be checked in a process: each check is a function of the process's surroundings. */
package io.lamina.jobs.doctor.check;
