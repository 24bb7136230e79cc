/** Examples of other formats: idx, Parquet, patches of images, generated digits. */
package io.lamina.jobs.data.format;
