package io.lamina.jobs.data.images;

import java.io.Serializable;

/**
 * An encoded image: a file, or an entry of an archive.
 *
 * @param file where it is
 * @param entry its name in the archive; empty for a file
 * @param place of its bytes
 */
record ImageItem(String file, String entry, ItemPlace place) implements Serializable {
  private static final long serialVersionUID = 1;

  /** What messages call it. */
  String name() {
    return entry.isEmpty() ? file : file + ", entry " + entry;
  }

  /** Its path: below the archive for an entry. */
  String path() {
    return entry.isEmpty() ? file : entry;
  }
}
