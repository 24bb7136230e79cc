/** What may be a name in a registry. */
package io.lamina.zoo.name;
