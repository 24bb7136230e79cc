package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TransposedConvolution;
import io.lamina.zoo.geometry.Upsampling;
import io.lamina.zoo.geometry.Window;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a reader has to know of a layer that moves a window, beside its weights. */
final class WindowNotes {
  private final Map<String, String> notes = new LinkedHashMap<>();

  private WindowNotes() {}

  /** Keys and what they say; none for a layer without a window. */
  static Map<String, String> of(Layer layer) {
    WindowNotes of = new WindowNotes();
    if (layer instanceof Convolution convolution) {
      of.note("convolution", convolution.window());
    } else if (layer instanceof TransposedConvolution transposed) {
      of.note("transposed-convolution", transposed.window());
    } else if (layer instanceof Pooling pooling) {
      of.note(lowerCase(pooling.kind()) + "-pooling", pooling.window());
    } else if (layer instanceof Upsampling upsampling) {
      of.note("upsampling", upsampling.window());
    }
    return of.notes;
  }

  private void note(String layer, Window window) {
    Shape maps = window.input();
    notes.put("layer", layer);
    notes.put("maps", maps.height() + "x" + maps.width() + "x" + maps.channels());
    notes.put("window", window.height() + "x" + window.width());
    notes.put("stride", "" + window.stride());
    notes.put("border", lowerCase(window.border()));
  }

  private static String lowerCase(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
