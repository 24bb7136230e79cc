/**
 * The registry of published models, on any Hadoop file system that renames a directory at once,
 * such as HDFS or a local disk.
 *
 * <pre>
 * registry/
 *   digits/                 a model
 *     v1/ v2/ …             its versions, each with MANIFEST.json beside its files
 *     .staging-…/           a version being written; left behind only by a process that was killed,
 *                           and then safe to delete
 * </pre>
 *
 * <p>A version appears whole, by the rename that gives it its name, and never changes after.
 */
package io.lamina.zoo.registry;
