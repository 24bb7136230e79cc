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
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A stack as DL4J configures one: of its standard layers, the lowest first. What goes in and what
 * comes out is a row of values for each example, as in Lamina: maps are cut from it, and laid out
 * as a row again, channels last.
 */
final class Dl4jLayers {
  private final List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>();
  private final Map<Integer, InputPreProcessor> before = new TreeMap<>();
  private boolean inMaps;

  Dl4jLayers(Stack stack) {
    stack.layers().forEach(this::add);
    if (inMaps) {
      asRow(stack.output());
      layers.add(new ActivationLayer(Activation.IDENTITY));
    }
  }

  MultiLayerConfiguration configuration() {
    // The seed is DL4J's clock unless told, and would be written with the network.
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(0).dataType(DataType.FLOAT).list();
    layers.forEach(list::layer);
    before.forEach(list::inputPreProcessor);
    return list.build();
  }

  private void add(Layer layer) {
    if (layer instanceof Dense dense) {
      asRow(dense.input());
      layers.add(dense(dense));
    } else if (layer instanceof Softmax softmax) {
      asRow(softmax.input());
      layers.add(softmax(softmax));
    } else if (layer instanceof Convolution convolution) {
      asMaps(convolution.input());
      layers.add(convolution(convolution));
    } else if (layer instanceof TransposedConvolution transposed) {
      asMaps(transposed.input());
      layers.add(transposed(transposed));
    } else if (layer instanceof Pooling pooling) {
      asMaps(pooling.input());
      layers.add(pooling(pooling));
    } else if (layer instanceof Upsampling upsampling) {
      asMaps(upsampling.input());
      upsample(upsampling);
    } else {
      throw new IllegalArgumentException("DL4J's file has no layer for " + layer);
    }
  }

  private void asRow(Shape maps) {
    if (inMaps) {
      inMaps = false;
      before.put(
          layers.size(),
          new CnnToFeedForwardPreProcessor(
              maps.height(), maps.width(), maps.channels(), CNN2DFormat.NHWC));
    }
  }

  /** DL4J makes maps of a row with the channels first: what it calls so are the rows here. */
  private void asMaps(Shape maps) {
    if (!inMaps) {
      inMaps = true;
      before.put(
          layers.size(),
          new FeedForwardToCnnPreProcessor(
              /* inputHeight= */ maps.width(),
              /* inputWidth= */ maps.channels(),
              /* numChannels= */ maps.height()));
    }
  }

  private static DenseLayer dense(Dense layer) {
    return new DenseLayer.Builder()
        .nIn(layer.input().size())
        .nOut(layer.output().size())
        .activation(activation(layer.activation()))
        .build();
  }

  private static OutputLayer softmax(Softmax layer) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(layer.input().size())
        .nOut(layer.classes())
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ConvolutionLayer convolution(Convolution layer) {
    Window window = layer.window();
    return new ConvolutionLayer.Builder(window.height(), window.width())
        .stride(window.stride(), window.stride())
        .convolutionMode(mode(window.border()))
        .dataFormat(CNN2DFormat.NHWC)
        .nIn(layer.input().channels())
        .nOut(layer.filters())
        .activation(activation(layer.activation()))
        .build();
  }

  private static Deconvolution2D transposed(TransposedConvolution layer) {
    Window window = layer.window();
    return new Deconvolution2D.Builder(window.height(), window.width())
        .stride(window.stride(), window.stride())
        .convolutionMode(mode(window.border()))
        .dataFormat(CNN2DFormat.NHWC)
        .nIn(layer.filters())
        .nOut(layer.output().channels())
        .activation(activation(layer.activation()))
        .build();
  }

  private static ConvolutionMode mode(Border border) {
    return switch (border) {
      case VALID -> ConvolutionMode.Truncate;
      case SAME -> ConvolutionMode.Same;
    };
  }

  private static SubsamplingLayer pooling(Pooling layer) {
    Window window = layer.window();
    return new SubsamplingLayer.Builder(poolingType(layer.kind()))
        .kernelSize(window.height(), window.width())
        .stride(window.stride(), window.stride())
        .convolutionMode(ConvolutionMode.Truncate)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  private static PoolingType poolingType(Pooling.Kind kind) {
    return switch (kind) {
      case MAX -> PoolingType.MAX;
      case AVERAGE -> PoolingType.AVG;
    };
  }

  /** What no window has seen is added as zeros. */
  private void upsample(Upsampling layer) {
    Window window = layer.window();
    int size = window.stride();
    layers.add(new Upsampling2D.Builder(size).dataFormat(CNN2DFormat.NHWC).build());
    int below = layer.output().height() - window.rows() * size;
    int right = layer.output().width() - window.columns() * size;
    if (below > 0 || right > 0) {
      layers.add(
          new ZeroPaddingLayer.Builder(0, below, 0, right).dataFormat(CNN2DFormat.NHWC).build());
    }
  }

  private static Activation activation(io.lamina.zoo.geometry.Activation activation) {
    return switch (activation) {
      case SIGMOID -> Activation.SIGMOID;
      case TANH -> Activation.TANH;
      case RECTIFIER -> Activation.RELU;
      case LINEAR -> Activation.IDENTITY;
    };
  }
}
