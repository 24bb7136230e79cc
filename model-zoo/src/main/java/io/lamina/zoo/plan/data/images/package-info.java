/** Pictures as sources. */
package io.lamina.zoo.plan.data.images;
