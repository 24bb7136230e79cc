package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Softmax;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TransposedConvolution;
import io.lamina.zoo.geometry.Upsampling;
import io.lamina.zoo.geometry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.Activation;

/** Reads the stack from a configuration that {@link Dl4jLayers} has made. */
final class Dl4jStack {
  private final MultiLayerConfiguration configuration;
  private final List<Layer> layers = new ArrayList<>();
  private Shape given;

  private Dl4jStack(MultiLayerConfiguration configuration) {
    this.configuration = configuration;
    this.given = maps(0).orElseGet(() -> Shape.plain(inputs()));
  }

  /**
   * The layers of a configuration. Of pictures that no convolution reads it knows no shape: they
   * are plain lengths.
   *
   * @throws IllegalArgumentException if a layer is not one of those
   */
  static Stack of(MultiLayerConfiguration configuration) {
    Dl4jStack read = new Dl4jStack(configuration);
    Shape input = read.given;
    for (int i = 0; i < configuration.getConfs().size(); i++) {
      read.add(i);
    }
    return new Stack(input, read.layers);
  }

  private int inputs() {
    if (dl4j(0) instanceof DenseLayer first) {
      return Math.toIntExact(first.getNIn());
    }
    if (dl4j(0) instanceof OutputLayer first) {
      return Math.toIntExact(first.getNIn());
    }
    throw unknown(dl4j(0));
  }

  private org.deeplearning4j.nn.conf.layers.Layer dl4j(int i) {
    return configuration.getConf(i).getLayer();
  }

  /** The shape of the maps that a layer cuts from a row, if it does. */
  private Optional<Shape> maps(int i) {
    return configuration.getInputPreProcess(i) instanceof FeedForwardToCnnPreProcessor maps
        ? Optional.of(
            new Shape(
                (int) maps.getInputWidth(),
                (int) maps.getNumChannels(),
                (int) maps.getInputHeight()))
        : Optional.empty();
  }

  private void add(int i) {
    org.deeplearning4j.nn.conf.layers.Layer layer = dl4j(i);
    if (layer instanceof OutputLayer output && Activation.SOFTMAX == activation(output)) {
      then(new Softmax(given, Math.toIntExact(output.getNOut())));
    } else if (layer instanceof DenseLayer dense) {
      Shape output =
          i + 1 < configuration.getConfs().size()
              ? maps(i + 1).orElseGet(() -> Shape.plain(Math.toIntExact(dense.getNOut())))
              : Shape.plain(Math.toIntExact(dense.getNOut()));
      then(new Dense(given, output, own(activation(dense))));
    } else if (layer instanceof Deconvolution2D transposed) {
      then(transposed(transposed));
    } else if (layer instanceof ConvolutionLayer convolution) {
      then(convolution(convolution));
    } else if (layer instanceof SubsamplingLayer pooling) {
      then(pooling(pooling));
    } else if (layer instanceof Upsampling2D upsampling) {
      then(upsampling(upsampling, i + 1));
    } else if (!(layer instanceof ZeroPaddingLayer) && !isLayingOut(layer)) {
      throw unknown(layer);
    }
  }

  private void then(Layer layer) {
    layers.add(layer);
    given = layer.output();
  }

  /** The last layer of maps, which makes them a row. */
  private static boolean isLayingOut(org.deeplearning4j.nn.conf.layers.Layer layer) {
    return layer instanceof ActivationLayer last
        && Activation.IDENTITY.getActivationFunction().equals(last.getActivationFn());
  }

  private static IllegalArgumentException unknown(org.deeplearning4j.nn.conf.layers.Layer layer) {
    return new IllegalArgumentException("no layer of Lamina's is a " + layer);
  }

  private Convolution convolution(ConvolutionLayer layer) {
    Window window = window(given, layer);
    return new Convolution(window, Math.toIntExact(layer.getNOut()), own(activation(layer)));
  }

  private static Window window(Shape input, ConvolutionLayer layer) {
    int[] size = layer.getKernelSize();
    return new Window(input, size[0], size[1], layer.getStride()[0], border(layer));
  }

  private static Border border(ConvolutionLayer layer) {
    return layer.getConvolutionMode() == ConvolutionMode.Same ? Border.SAME : Border.VALID;
  }

  private TransposedConvolution transposed(Deconvolution2D layer) {
    int channels = Math.toIntExact(layer.getNOut());
    int[] size = layer.getKernelSize();
    int stride = layer.getStride()[0];
    boolean same = border(layer) == Border.SAME;
    int height = same ? given.height() * stride : (given.height() - 1) * stride + size[0];
    int width = same ? given.width() * stride : (given.width() - 1) * stride + size[1];
    Window window = window(new Shape(channels, height, width), layer);
    return new TransposedConvolution(window, given.channels(), own(activation(layer)));
  }

  private Pooling pooling(SubsamplingLayer layer) {
    int[] size = layer.getKernelSize();
    Window window = new Window(given, size[0], size[1], layer.getStride()[0], Border.VALID);
    return new Pooling(
        window,
        layer.getPoolingType() == PoolingType.MAX ? Pooling.Kind.MAX : Pooling.Kind.AVERAGE);
  }

  private Upsampling upsampling(Upsampling2D layer, int next) {
    int size = layer.getSize()[0];
    int below = 0;
    int right = 0;
    if (next < configuration.getConfs().size() && dl4j(next) instanceof ZeroPaddingLayer zeros) {
      below = zeros.getPadding()[1];
      right = zeros.getPadding()[3];
    }
    Shape maps =
        new Shape(given.channels(), given.height() * size + below, given.width() * size + right);
    return new Upsampling(
        new Window(maps, size, size, size, Border.VALID, given.height(), given.width()));
  }

  private static Activation activation(BaseLayer layer) {
    return Stream.of(Activation.values())
        .filter(each -> each.getActivationFunction().equals(layer.getActivationFn()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no activation of Lamina's in " + layer));
  }

  private static io.lamina.zoo.geometry.Activation own(Activation wanted) {
    return switch (wanted) {
      case SIGMOID -> io.lamina.zoo.geometry.Activation.SIGMOID;
      case TANH -> io.lamina.zoo.geometry.Activation.TANH;
      case RELU -> io.lamina.zoo.geometry.Activation.RECTIFIER;
      case IDENTITY -> io.lamina.zoo.geometry.Activation.LINEAR;
      default -> throw new IllegalArgumentException("no hidden layer is " + wanted);
    };
  }
}
