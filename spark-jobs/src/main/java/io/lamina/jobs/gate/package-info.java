/**
 * Gates: whether a newly trained model may take the champion's place. They are given figures of
 * rows and units, and give a record; where the figures come from, and what the record decides, is
 * not their business.
 */
package io.lamina.jobs.gate;
