/** In what two versions of models differ. */
package io.lamina.jobs.cli.models.diff;
