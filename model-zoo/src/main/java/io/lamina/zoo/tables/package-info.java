/** Generated tables with classes, of the kinds of columns that tables have. */
package io.lamina.zoo.tables;
