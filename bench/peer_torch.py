#!/usr/bin/env python3
"""PyTorch as a peer of the bench: the same net by tensor operations on the processor.

It is what one writes who knows the formulas and the library: matrix products for the forward and the
backward pass, a loop over the batches of a permutation, nothing of it tuned. It answers the requests of
serve.h and takes the four files as `mnistui_epoch --files` names them. One thread.
"""
import gzip
import math
import sys
import time

import torch

RATE = 0.05
WARM_UP_SHARE = 0.2  # as in serve.c


def read_idx(path):
    """An IDX file, packed or not, as a tensor of bytes."""
    with open(path, "rb") as file:
        content = file.read()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    dims = content[3]
    shape = [int.from_bytes(content[4 + 4 * d : 8 + 4 * d], "big") for d in range(dims)]
    return torch.frombuffer(bytearray(content[4 + 4 * dims :]), dtype=torch.uint8).view(shape)


def read_images(path):
    return read_idx(path).flatten(1).float() / 255


def logistic(z):
    return 1 / (1 + torch.exp(-z))


def logistic_slope(z):
    a = logistic(z)
    return a * (1 - a)


class Training:
    """A net, trained batch by batch over permutations of the images."""

    def __init__(self, hidden, batch, momentum, images, targets):
        sizes = [images.shape[1], *hidden, targets.shape[1]]
        self.images, self.targets = images, targets
        self.batch, self.momentum = batch, momentum
        self.weights = [torch.randn(n, m) * math.sqrt(2 / (n + m)) for n, m in zip(sizes, sizes[1:])]
        self.biases = [torch.zeros(1, m) for m in sizes[1:]]
        self.momenta = [torch.zeros_like(p) for p in self.weights + self.biases]
        self.order = torch.randperm(len(images))
        self.position = 0

    def forward(self, x):
        inputs, activations = [], [x]
        for w, b in zip(self.weights, self.biases):
            inputs.append(torch.mm(activations[-1], w) + b)
            activations.append(logistic(inputs[-1]))
        return inputs, activations

    def gradients(self, inputs, activations, y):
        count, last = len(y), len(self.weights) - 1
        by_weights, by_biases = [None] * (last + 1), [None] * (last + 1)
        error = activations[-1] - y
        for layer in range(last, -1, -1):
            by_weights[layer] = torch.mm(activations[layer].t(), error) / count
            by_biases[layer] = error.mean(0, keepdim=True)
            if layer > 0:
                error = torch.mm(error, self.weights[layer].t()) * logistic_slope(inputs[layer - 1])
        return by_weights + by_biases

    def step(self, gradients):
        for p, g, u in zip(self.weights + self.biases, gradients, self.momenta):
            if self.momentum > 0:
                u.mul_(self.momentum).add_(g, alpha=RATE)
                p.sub_(u)
            else:
                p.sub_(g, alpha=RATE)

    def train(self):
        """The next batch. Returns the number of its images."""
        if self.position >= len(self.images):
            self.order = torch.randperm(len(self.images))
            self.position = 0
        which = self.order[self.position : self.position + self.batch]
        self.position += len(which)
        inputs, activations = self.forward(self.images[which])
        self.step(self.gradients(inputs, activations, self.targets[which]))
        return len(which)

    def evaluate(self, images, labels):
        answers = self.forward(images)[1][-1].argmax(1)
        (answers != labels).sum().item()
        return len(images)


def name_blas():
    """Which library multiplies matrices is up to the system, and it makes a difference: its file, where the
    system tells."""
    torch.mm(torch.ones(64, 64), torch.ones(64, 64))
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = {line.split(maxsplit=5)[5].strip() for line in maps if line.count("/") > 0}
    except OSError:
        return ""
    blas = sorted("/".join(file.split("/")[-2:]) for file in files if "blas" in file.rsplit("/", 1)[-1])
    return ", BLAS " + " ".join(blas) if blas else ""


def work(step, seconds):
    """Works for at least that long. Returns the seconds that an image took."""
    begun, images = time.perf_counter(), 0
    while True:
        images += step()
        passed = time.perf_counter() - begun
        if passed >= seconds:
            return passed / images


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    images, labels, test_images, test_labels = sys.argv[1:]
    images, test_images = read_images(images), read_images(test_images)
    targets = torch.nn.functional.one_hot(read_idx(labels).long(), 10).float()
    test_labels = read_idx(test_labels).long()
    print(f"PyTorch {torch.__version__}{name_blas()}", flush=True)
    for line in sys.stdin:
        kind, hidden, batch, momentum, seconds = line.split()
        training = Training([int(n) for n in hidden.split(",")], int(batch), float(momentum), images, targets)
        step, count = training.train, len(images)
        if kind == "evaluate":
            step, count = lambda: training.evaluate(test_images, test_labels), len(test_images)
        work(step, WARM_UP_SHARE * float(seconds))
        print(work(step, float(seconds)) * count, flush=True)


main()
