/** What every source of examples has: rows under their indices, files, labels, values. */
package io.lamina.jobs.data.source;
