package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import scala.Option;

/**
 * Has Spark write to S3 with S3A's magic committer, whatever the settings say: what a task writes
 * is uploaded, and comes to be when all tasks have ended. Spark's own protocol renames files, which
 * on S3 are copies, one after the other. (Spark's module hadoop-cloud has such a class, too; few
 * clusters have the module.) Spark makes one for a job, and one in each task.
 */
public final class StoreCommitProtocol extends HadoopMapReduceCommitProtocol {
  private static final long serialVersionUID = 1;

  /** What the names of files begin with. Options of a writer are in small letters. */
  private static final String SIGN = "lamina.score.sign";

  private final String directory;
  private transient PathOutputCommitter committer;

  /**
   * @param job its id
   * @param path of the directory
   * @param dynamic whether only the partitions that are written are replaced
   */
  public StoreCommitProtocol(String job, String path, boolean dynamic) {
    super(job, path, dynamic);
    this.directory = path;
  }

  /**
   * The options that a writer needs.
   *
   * @param sign what the names of all files begin with
   */
  static Map<String, String> options(String sign) {
    return Map.of(
        PathOutputCommitterFactory.COMMITTER_FACTORY_CLASS,
        "org.apache.hadoop.fs.s3a.commit.magic.MagicS3GuardCommitterFactory",
        SIGN,
        sign);
  }

  @Override
  public OutputCommitter setupCommitter(TaskAttemptContext task) {
    try {
      committer = PathOutputCommitterFactory.createCommitter(new Path(directory), task);
      return committer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String newTaskTempFile(
      TaskAttemptContext task, Option<String> partition, FileNameSpec spec) {
    String sign = requireNonNull(task.getConfiguration().get(SIGN), SIGN + " is not set");
    FileNameSpec signed = new FileNameSpec(sign + "-" + spec.prefix(), spec.suffix());
    try {
      Path work = committer.getWorkPath();
      Path place = partition.isEmpty() ? work : new Path(work, partition.get());
      return new Path(place, getFilename(task, signed)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
