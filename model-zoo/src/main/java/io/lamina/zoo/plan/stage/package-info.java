/** How a stage is trained: its length, its batches, its optimizer. */
package io.lamina.zoo.plan.stage;
