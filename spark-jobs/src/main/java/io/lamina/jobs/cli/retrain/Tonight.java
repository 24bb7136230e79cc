package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.retrain.DataChange;
import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.retrain.TableMark;
import io.lamina.zoo.plan.retrain.NewData;
import io.lamina.zoo.registry.PublishedVersion;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param files that are read
 * @param change since the champion
 * @param champion if there is one
 */
record Tonight(DataCursor files, DataChange change, Optional<PublishedVersion> champion) {
  static final String UNLABELED = "unlabeled";

  Tonight {
    requireNonNull(files, "files is null");
    requireNonNull(change, "change is null");
    requireNonNull(champion, "champion is null");
  }

  /** Why these data are no reason to train, if they are none. */
  Optional<String> nothingToDo(NewData rules) {
    if (champion.isPresent() && change.addsNothing() && change.keepsOld()) {
      return Optional.of("no data are new since " + champion.get().name());
    }
    if (files.waiting().isPresent()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "no file of data.%s is settled yet (retrain.newData.settleSeconds is %d)",
              files.waiting().get(),
              rules.settleSeconds()));
    }
    return change.addsLessThan(rules.leastKilobytes()) && change.keepsOld()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s, and retrain.newData.leastKilobytes is %d",
                change.newInWords(),
                rules.leastKilobytes()))
        : Optional.empty();
  }

  /** The unlabeled data that are new: files, or the whole of a table. */
  DataCursor added() {
    Optional<TableMark> table = files.table(UNLABELED).filter(change.tables()::contains);
    return new DataCursor(
        Map.of(
            UNLABELED, files.files(UNLABELED).stream().filter(change.added()::contains).toList()),
        table.map(it -> Map.of(UNLABELED, it)).orElseGet(Map::of));
  }

  Night with(Optional<String> drift) {
    return new Night(files, champion.map(PublishedVersion::name), drift);
  }
}
