"""A convolution forward and backward in PyTorch, one thread, valid border and stride 1.

What is computed: the maps of all filters with their bias, then the gradients with respect to the
input, the weights and the bias. Sizes are channels, filters, the side of the window, the side of
the input, and the mini-batch.
"""

import torch

from serving import serve


class ChannelsFirst:
    """As PyTorch lays maps out by itself."""

    layout = torch.contiguous_format

    def __init__(self, channels, filters, size, side, batch, dtype):
        generator = torch.Generator().manual_seed(1)
        positions = side - size + 1
        self.convolution = torch.nn.Conv2d(channels, filters, size)
        self.convolution.to(dtype=dtype, memory_format=self.layout)
        self.maps = self.values((batch, channels, side, side), generator, dtype)
        self.maps.requires_grad_(True)
        self.delta = self.values((batch, filters, positions, positions), generator, dtype)

    def values(self, shape, generator, dtype):
        return torch.rand(shape, generator=generator).to(dtype=dtype, memory_format=self.layout)

    def step(self, number):
        for parameter in (self.maps, self.convolution.weight, self.convolution.bias):
            parameter.grad = None
        self.convolution(self.maps).backward(self.delta)


class ChannelsLast(ChannelsFirst):
    """The values of a place side by side, as Lamina has them."""

    layout = torch.channels_last


if __name__ == "__main__":
    serve({"first": ChannelsFirst, "last": ChannelsLast}, (1, 2, 3, 5, 2))
