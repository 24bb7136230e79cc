package io.lamina.zoo.registry.killed;

import java.util.Scanner;

/**
 * What a publisher was told is done; a line of its output.
 *
 * @param what was done
 * @param number of the version, or of the alias's entry
 * @param id of the version, or of the entry
 */
record Done(String what, int number, String id) {
  static final String PUBLISHED = "published";
  static final String MOVED = "moved";

  static Done parse(String line) {
    Scanner words = new Scanner(line);
    return new Done(words.next(), words.nextInt(), words.next());
  }

  /** In one piece, so that whoever is killed leaves no half of it. */
  void print() {
    System.out.println(what + " " + number + " " + id);
  }
}
