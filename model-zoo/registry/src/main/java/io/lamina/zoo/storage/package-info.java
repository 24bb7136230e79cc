/**
 * Writes files on Hadoop file systems, and tells how much space was missing where there was none.
 */
package io.lamina.zoo.storage;
