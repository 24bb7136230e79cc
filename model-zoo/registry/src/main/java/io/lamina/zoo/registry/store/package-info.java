/**
 * What a registry needs of a file system: whole files and directories under names that were free,
 * decided by the file system itself, and logs of numbered entries made of them.
 */
package io.lamina.zoo.registry.store;
