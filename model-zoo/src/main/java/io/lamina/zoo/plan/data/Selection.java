package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;

/** What some keys of a source, which any format may have, choose of its examples or do to them. */
interface Selection {
  /**
   * What the keys make of the source.
   *
   * @param section for problems: keys that do not go with such a source are reported here
   */
  Optional<DataSource> of(DataSource source, Section section);
}
