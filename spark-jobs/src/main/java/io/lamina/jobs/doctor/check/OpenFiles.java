package io.lamina.jobs.doctor.check;

import java.util.List;

/** Whether a process may open the files that it needs: jars, shuffle files, connections. */
public record OpenFiles() implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "open files";
  private static final long NEEDED = 1024;

  @Override
  public List<Finding> of(Surroundings here) {
    long allowed = here.machine().openFiles();
    String text = allowed + " are allowed";
    return List.of(
        allowed >= NEEDED
            ? Finding.fine(SUBJECT, here.place(), text)
            : Finding.wrong(
                SUBJECT,
                here.place(),
                text + ", " + NEEDED + " are needed",
                "ulimit -n " + NEEDED + " in the shell that starts the process"));
  }
}
