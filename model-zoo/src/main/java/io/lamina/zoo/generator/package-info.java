/** What generators of pictures have in common. */
package io.lamina.zoo.generator;
