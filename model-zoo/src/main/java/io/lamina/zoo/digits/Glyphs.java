package io.lamina.zoo.digits;

import static io.lamina.zoo.digits.Stroke.through;

import java.util.List;

/** The ways in which people write each digit, as strokes before any distortion. */
final class Glyphs {
  private final List<List<List<Stroke>>> ways =
      List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

  /** The ways to write a digit of 0 to 9. */
  List<List<Stroke>> of(int digit) {
    return ways.get(digit);
  }

  private static List<List<Stroke>> zero() {
    return List.of(
        List.of(
            through(
                .55, .02, .25, .12, .10, .45, .18, .80, .45, .98, .75, .85, .90, .50, .78, .15, .52,
                .02, .40, .06)),
        List.of(
            through(
                .70, .08, .40, .03, .14, .25, .10, .62, .35, .97, .70, .90, .90, .58, .84, .22, .62,
                .04)));
  }

  private static List<List<Stroke>> one() {
    return List.of(
        List.of(through(.50, .00, .50, 1.0)),
        List.of(through(.28, .24, .54, .00), through(.54, .00, .52, 1.0)),
        List.of(
            through(.28, .22, .52, .00), through(.52, .00, .52, .98), through(.25, .98, .80, .98)));
  }

  private static List<List<Stroke>> two() {
    return List.of(
        List.of(
            through(.14, .26, .28, .06, .58, .00, .82, .18, .76, .44, .45, .72, .12, .97),
            through(.12, .97, .90, .95)),
        List.of(
            through(
                .15, .22, .40, .02, .75, .08, .80, .36, .52, .70, .24, .94, .12, .84, .30, .74, .58,
                .92, .92, .90)),
        List.of(
            through(.10, .12, .50, .02, .82, .20, .68, .52, .30, .80, .10, .98),
            through(.10, .98, .50, .92, .92, .98)));
  }

  private static List<List<Stroke>> three() {
    return List.of(
        List.of(
            through(.16, .14, .45, .00, .78, .12, .74, .36, .42, .48),
            through(.42, .48, .78, .56, .88, .78, .60, .98, .30, .96, .10, .82)),
        List.of(
            through(.15, .04, .82, .04),
            through(.82, .04, .42, .42),
            through(.42, .42, .80, .52, .86, .80, .52, .99, .12, .86)));
  }

  private static List<List<Stroke>> four() {
    return List.of(
        List.of(
            through(.22, .02, .16, .35, .14, .56),
            through(.14, .56, .50, .60, .90, .54),
            through(.74, .06, .68, .50, .66, 1.0)),
        List.of(
            through(.64, .00, .36, .34, .08, .66),
            through(.08, .66, .94, .66),
            through(.64, .00, .66, 1.0)),
        List.of(
            through(.20, .00, .14, .42, .44, .56, .78, .46),
            through(.84, .02, .78, .46, .72, 1.0)));
  }

  private static List<List<Stroke>> five() {
    return List.of(
        List.of(
            through(.84, .03, .26, .03),
            through(.26, .03, .20, .42),
            through(.20, .42, .55, .36, .86, .56, .80, .86, .46, .99, .12, .88)),
        List.of(
            through(.30, .06, .22, .46),
            through(.22, .46, .60, .42, .84, .66, .66, .94, .30, .98, .10, .86),
            through(.30, .06, .88, .00)));
  }

  private static List<List<Stroke>> six() {
    return List.of(
        List.of(
            through(
                .76, .02, .40, .20, .16, .56, .22, .88, .50, .99, .80, .84, .78, .60, .52, .50, .26,
                .62, .20, .80)),
        List.of(
            through(
                .50, .00, .26, .36, .16, .72, .34, .97, .66, .94, .82, .72, .62, .56, .34, .66, .22,
                .84)));
  }

  private static List<List<Stroke>> seven() {
    return List.of(
        List.of(through(.10, .05, .88, .05), through(.88, .05, .58, .46, .38, 1.0)),
        List.of(
            through(.10, .05, .88, .05),
            through(.88, .05, .58, .46, .40, 1.0),
            through(.32, .50, .80, .48)),
        List.of(
            through(.12, .22, .14, .06),
            through(.14, .06, .50, .08, .86, .02),
            through(.86, .02, .70, .46, .62, 1.0)));
  }

  private static List<List<Stroke>> eight() {
    return List.of(
        List.of(
            through(
                .76, .12, .48, .00, .22, .16, .32, .38, .62, .54, .82, .76, .58, .98, .26, .92, .20,
                .72, .46, .50, .74, .32, .76, .12)),
        List.of(
            through(.50, .00, .24, .10, .24, .36, .50, .48, .76, .36, .76, .10, .50, .00),
            through(.50, .48, .16, .62, .18, .90, .50, 1.0, .84, .90, .82, .60, .50, .48)));
  }

  private static List<List<Stroke>> nine() {
    return List.of(
        List.of(
            through(.80, .14, .50, .00, .20, .16, .22, .42, .50, .50, .78, .34, .80, .14),
            through(.80, .14, .78, .60, .70, 1.0)),
        List.of(
            through(
                .78, .20, .56, .02, .24, .12, .20, .40, .46, .52, .74, .36, .78, .14, .84, .60, .64,
                .94, .26, .96)));
  }
}
