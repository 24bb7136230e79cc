"""One step of a denoising autoencoder with tied weights in PyTorch, one thread.

The maths is that of Lamina's autoencoder trainer: sigmoid units, cross-entropy, masking noise,
plain gradient descent. Mini-batches are views of one array, so that no time goes into copying.
"""

import torch

from serving import serve

CORRUPTION, RATE = 0.3, 0.1
MINI_BATCHES = 8


class Autoencoder:
    """The parameters, and mini-batches to train on."""

    def __init__(self, inputs, units, batch, dtype):
        generator = torch.Generator().manual_seed(1)
        bound = 4 * (6 / (inputs + units)) ** 0.5
        self.batch = batch
        self.weights = ((torch.rand(inputs, units, generator=generator) * 2 - 1) * bound).to(dtype)
        self.hidden_bias = torch.zeros(units, dtype=dtype)
        self.visible_bias = torch.zeros(inputs, dtype=dtype)
        values = torch.rand(MINI_BATCHES * batch, inputs, generator=generator)
        self.data = torch.where(values < 0.8, torch.zeros(()), (values - 0.8) * 5).to(dtype)

    def mini_batch(self, step):
        first = step % MINI_BATCHES * self.batch
        return self.data[first : first + self.batch]


class Direct(Autoencoder):
    """Five products and in-place passes over buffers that are allocated once."""

    def __init__(self, inputs, units, batch, dtype):
        super().__init__(inputs, units, batch, dtype)
        self.place(torch.empty(batch, inputs, dtype=dtype), torch.empty(batch, inputs, dtype=dtype),
                   torch.empty(batch, units, dtype=dtype), torch.empty(batch, units, dtype=dtype))

    def place(self, corrupted, delta, codes, hidden_delta):
        self.corrupted, self.delta = corrupted, delta
        self.codes, self.hidden_delta = codes, hidden_delta

    def step(self, number):
        clean = self.mini_batch(number)
        self.corrupted.bernoulli_(1 - CORRUPTION).mul_(clean)
        torch.addmm(self.hidden_bias, self.corrupted, self.weights, out=self.codes).sigmoid_()
        torch.addmm(self.visible_bias, self.codes, self.weights.t(), out=self.delta).sigmoid_()
        self.delta.sub_(clean)
        torch.mm(self.delta, self.weights, out=self.hidden_delta)
        torch.ops.aten.sigmoid_backward.grad_input(
            self.hidden_delta, self.codes, grad_input=self.hidden_delta)
        rate = -RATE / self.batch
        self.update(rate)
        self.hidden_bias.add_(self.hidden_delta.sum(0), alpha=rate)
        self.visible_bias.add_(self.delta.sum(0), alpha=rate)

    def update(self, rate):
        self.weights.addmm_(self.corrupted.t(), self.hidden_delta, alpha=rate)
        self.weights.addmm_(self.delta.t(), self.codes, alpha=rate)


class Paired(Direct):
    """As Direct, with the last two products made as one, of operands that lie side by side."""

    def __init__(self, inputs, units, batch, dtype):
        super().__init__(inputs, units, batch, dtype)
        self.visible = torch.empty(2 * batch, inputs, dtype=dtype)
        self.hidden = torch.empty(2 * batch, units, dtype=dtype)
        self.place(self.visible[:batch], self.visible[batch:],
                   self.hidden[batch:], self.hidden[:batch])

    def update(self, rate):
        self.weights.addmm_(self.visible.t(), self.hidden, alpha=rate)


class Autograd(Autoencoder):
    """What most people would write: the loss, its gradient by autograd, torch.optim.SGD."""

    def __init__(self, inputs, units, batch, dtype):
        super().__init__(inputs, units, batch, dtype)
        parameters = [self.weights, self.hidden_bias, self.visible_bias]
        for parameter in parameters:
            parameter.requires_grad_(True)
        self.optimizer = torch.optim.SGD(parameters, lr=RATE)

    def step(self, number):
        clean = self.mini_batch(number)
        corrupted = clean * torch.empty_like(clean).bernoulli_(1 - CORRUPTION)
        codes = torch.sigmoid(torch.addmm(self.hidden_bias, corrupted, self.weights))
        logits = torch.addmm(self.visible_bias, codes, self.weights.t())
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            logits, clean, reduction="sum") / self.batch
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()


FORMULATIONS = {"direct": Direct, "paired": Paired, "autograd": Autograd}


if __name__ == "__main__":
    serve(FORMULATIONS, (4, 3, 2))
