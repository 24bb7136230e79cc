package io.lamina.runtime.analysis;

import io.lamina.zoo.plan.layer.Rbm.Visible;

/** A restricted Boltzmann machine of a deep belief network, on the host. */
public sealed interface Machine permits RbmParameters, ConvolutionalRbm {
  /** What its visible units are. */
  Visible visibleUnits();

  /** How many visible units it has. */
  int visible();

  /** How many values a machine above it reads. */
  int above();
}
