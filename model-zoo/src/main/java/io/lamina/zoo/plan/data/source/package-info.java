/** What all sources of data have in common. */
package io.lamina.zoo.plan.data.source;
