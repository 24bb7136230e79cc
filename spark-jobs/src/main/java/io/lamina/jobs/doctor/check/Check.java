package io.lamina.jobs.doctor.check;

import java.io.Serializable;
import java.util.List;

/** Looks at one subject. May be sent to an executor, and looks at nothing but what it is given. */
@FunctionalInterface
public interface Check extends Serializable {
  /** What it finds, at least one finding. Throws nothing for what is wrong. */
  List<Finding> of(Surroundings here);
}
