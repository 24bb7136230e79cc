package io.lamina.jobs.doctor;

import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.doctor.check.Finding;
import io.lamina.zoo.plan.data.source.SourcePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The data files of a plan, as the driver finds them.
 *
 * @param findings for each path of the plan
 * @param local the files that are on this machine's disks, as absolute paths
 */
record ReadableData(List<Finding> findings, List<String> local) {
  private static final String SUBJECT = "data";

  /** So many files of each path are opened: they are alike. */
  private static final int OPENED = 5;

  ReadableData {
    findings = List.copyOf(findings);
    local = List.copyOf(local);
  }

  /**
   * Looks for files, and opens some.
   *
   * @param root the directory that the paths are relative to
   */
  static ReadableData of(List<String> paths, String root) {
    Configuration hadoop = HadoopSettings.ofThisProcess();
    List<Finding> findings = new ArrayList<>();
    List<String> local = new ArrayList<>();
    for (String path : paths) {
      try {
        List<Path> files = new DataFiles(root, hadoop, note -> {}).files(SourcePath.of(path));
        for (Path file : files.subList(0, Math.min(OPENED, files.size()))) {
          open(file, hadoop);
        }
        files.stream()
            .map(Path::toUri)
            .filter(uri -> "file".equals(uri.getScheme()))
            .forEach(uri -> local.add(uri.getPath()));
        String number = files.size() == 1 ? "is a file" : "has " + files.size() + " files";
        findings.add(Finding.fine(SUBJECT, "driver", path + " " + number));
      } catch (DataException | IllegalArgumentException e) {
        findings.add(Finding.told(SUBJECT, "driver", e.getMessage()));
      }
    }
    return new ReadableData(findings, local);
  }

  private static void open(Path file, Configuration hadoop) {
    try (InputStream in = DataFiles.open(file, hadoop)) {
      in.read();
    } catch (IOException e) {
      throw DataException.unreadable(file.toString(), e);
    }
  }
}
