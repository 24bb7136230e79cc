package io.lamina.runtime.units;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.ReceptiveField;
import io.lamina.zoo.geometry.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a unit saw of examples where it responded most, and what in it the response came from: the
 * response alone goes back down to the inputs, by a {@link SignalRule}. One thread at a time;
 * closing frees the device's memory.
 */
public final class UnitProjections implements AutoCloseable {
  private final ReceptiveField field;
  private final Shape codes;
  private final int examples;
  private final Operations operations;
  private final RoundTrip trip;

  /**
   * @param field of the layer whose units are looked at
   * @param parameters of the field's stack
   * @param examples how many at a time, at least 1
   * @param operations the device; closed with this
   */
  public UnitProjections(
      ReceptiveField field, float[] parameters, int examples, Operations operations) {
    this.field = field;
    this.codes = field.stack().layers().get(field.layer()).output();
    this.examples = examples;
    this.operations = operations;
    this.trip =
        new RoundTrip(field.stack().lowest(field.layer() + 1), parameters, examples, operations);
  }

  /**
   * What a unit sees in some examples.
   *
   * @param unit of the layer, counted from 0; of maps a filter
   * @param shown the examples, as many as are looked at at a time
   * @throws IllegalArgumentException if they are more or fewer
   */
  public UnitSight look(int unit, List<float[]> shown) {
    if (shown.size() != examples) {
      throw new IllegalArgumentException(
          shown.size() + " examples, must be the " + examples + " that there is room for");
    }
    int[] places = new int[examples];
    float[] responses = responses(unit, trip.up(joined(shown)), places);
    List<float[]> patches = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      patches.add(field.of(shown.get(i), places[i]));
    }
    return new UnitSight(
        patches,
        hasSwitches() ? projected(SignalRule.DECONVOLUTION, responses, places) : List.of(),
        isRectified() ? projected(SignalRule.GUIDED, responses, places) : List.of());
  }

  private float[] joined(List<float[]> shown) {
    int inputs = field.stack().input().size();
    float[] joined = new float[examples * inputs];
    for (int i = 0; i < examples; i++) {
      System.arraycopy(shown.get(i), 0, joined, i * inputs, inputs);
    }
    return joined;
  }

  /** Of all codes only the unit's own, where it is largest. */
  private float[] responses(int unit, float[] all, int[] places) {
    Strongest strongest = new Strongest(codes);
    float[] responses = new float[all.length];
    for (int i = 0; i < examples; i++) {
      places[i] = strongest.place(all, i, unit);
      int at = i * codes.size() + places[i] * codes.channels() + unit;
      responses[at] = all[at];
    }
    return responses;
  }

  private List<float[]> projected(SignalRule rule, float[] responses, int[] places) {
    int inputs = field.stack().input().size();
    float[] reached = new float[examples * inputs];
    trip.down(responses, rule, reached);
    List<float[]> projected = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      float[] whole = Arrays.copyOfRange(reached, i * inputs, (i + 1) * inputs);
      projected.add(field.of(whole, places[i]));
    }
    return projected;
  }

  /** Without them every example has the same projection: what the units are made of. */
  private boolean hasSwitches() {
    return below().stream()
        .anyMatch(each -> each instanceof Pooling pooling && pooling.kind() == Pooling.Kind.MAX);
  }

  /** Whether the signal goes through rectifiers, and through no other units that bend it. */
  private boolean isRectified() {
    List<Activation> bends =
        below().stream().filter(Layer::learns).map(Layer::activation).distinct().toList();
    return bends.equals(List.of(Activation.RECTIFIER));
  }

  private List<Layer> below() {
    return field.stack().layers().subList(0, field.layer());
  }

  @Override
  public void close() {
    operations.close();
  }
}
