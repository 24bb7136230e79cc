package io.lamina.jobs.doctor.check;

import java.util.List;

/** Whether Java can name every file: it takes the encoding of names from the locale. */
public record FileNameEncoding() implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "locale";
  private static final String UTF_8 = "UTF-8";

  @Override
  public List<Finding> of(Surroundings here) {
    String encoding = here.setting("sun.jnu.encoding").orElse(UTF_8);
    return List.of(
        encoding.equals(UTF_8)
            ? Finding.fine(SUBJECT, here.place(), "names of files are in UTF-8")
            : Finding.wrong(
                SUBJECT,
                here.place(),
                "names of files are in " + encoding + ": others than of ASCII cannot be read",
                "set LC_ALL=C.UTF-8, for executors by spark.executorEnv.LC_ALL=C.UTF-8"));
  }
}
