"""Trains the digit network: train.py LIBRARY OUT.pt PASSES SHARD... HELD_OUT

LIBRARY is the compiled binding.cc. The same arguments give the same weights.
"""
import sys

import torch

import lines
from fit import fit
from network import ALPHABET, Network
from reader import line_finder

BATCH = 128  # lines 32 pixels wide


def size(width, batch=BATCH):
    return max(16, batch * 32 // max(32, width))


def accuracy(network, data):
    network.eval()
    right = 0
    with torch.no_grad():
        for images, labels in data.batches(lambda width: size(width, 256)):
            read = lines.decode_best(network(images), ALPHABET)
            right += sum(map(lines.same, read, labels))
    network.train()
    return right / len(data)


def main():
    library, out, passes, *shards, held_out = sys.argv[1:]
    find = line_finder(library)
    test = lines.Lines(held_out, find)

    def report(network, turn):
        return f", held out {accuracy(network, test):.4f}" if turn % 10 == 0 else ""

    network = fit(Network, ALPHABET, lambda path: lines.Lines(path, find), int(passes), shards, size,
                  lambda losses, _: losses.mean(), report)
    torch.save(network.state_dict(), out)


if __name__ == "__main__":
    main()
