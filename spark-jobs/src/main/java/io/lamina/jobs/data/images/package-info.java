/** Reads images: finds them in folders and archives, decodes them, brings them to one shape. */
package io.lamina.jobs.data.images;
