package io.lamina.jobs.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManagerId;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * The executors at this moment, as places for tasks. Spark prefers the places that are asked for,
 * and takes others when they are not free.
 *
 * @param ids of the executors
 * @param places the same, as the scheduler calls them
 */
public record ExecutorPlaces(List<String> ids, List<String> places) {
  public ExecutorPlaces {
    ids = List.copyOf(ids);
    places = List.copyOf(places);
  }

  /** Those of this driver; none where the driver computes by itself. */
  public static ExecutorPlaces now() {
    return of(
        CollectionConverters.asJava(
                SparkEnv.get().blockManager().master().getMemoryStatus().keySet())
            .stream()
            .filter(id -> !id.isDriver())
            .sorted(Comparator.comparing(ExecutorPlaces::place))
            .toList());
  }

  private static ExecutorPlaces of(List<BlockManagerId> executors) {
    return new ExecutorPlaces(
        executors.stream().map(BlockManagerId::executorId).toList(),
        executors.stream().map(ExecutorPlaces::place).toList());
  }

  private static String place(BlockManagerId id) {
    return "executor_" + id.host() + "_" + id.executorId();
  }

  /** How many. */
  public int size() {
    return ids.size();
  }

  /** The same without some. */
  ExecutorPlaces without(List<String> known) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (!known.contains(ids.get(i))) {
        left.add(i);
      }
    }
    return new ExecutorPlaces(
        left.stream().map(ids::get).toList(), left.stream().map(places::get).toList());
  }

  /** The numbers 0 to {@code count - 1}, each in a task, on the executors in turns. */
  public JavaRDD<Integer> numbers(JavaSparkContext spark, int count) {
    List<Tuple2<Integer, Seq<String>>> placed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> place = places.isEmpty() ? List.of() : List.of(places.get(i % size()));
      placed.add(new Tuple2<>(i, CollectionConverters.asScala(place).toSeq()));
    }
    return spark
        .sc()
        .makeRDD(
            CollectionConverters.asScala(placed).toSeq(), ClassTag$.MODULE$.apply(Integer.class))
        .toJavaRDD();
  }
}
