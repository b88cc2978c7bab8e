"""Trains the label network: train_labels.py LIBRARY OUT.pt PASSES SHARD... HELD_OUT

LIBRARY is the compiled binding.cc. The same arguments give the same weights.
"""
import sys

import torch

from fit import fit
from label_lines import load, word_finder
from label_network import CLASSES, LabelNetwork
from lines import decode_best

BATCH = 48  # lines 128 pixels wide


def size(width, batch=BATCH):
    return max(8, batch * 128 // max(48, width))


def distance(a, b):
    """Levenshtein's."""
    row = list(range(len(b) + 1))
    for i, c in enumerate(a, 1):
        row[0], before = i, row[0]
        for j, d in enumerate(b, 1):
            row[j], before = min(row[j] + 1, row[j - 1] + 1, before + (c != d)), row[j]
    return row[-1]


def accuracy(network, data):
    """Shares of the lines read to the letter, and of characters right."""
    network.eval()
    right = errors = characters = 0
    with torch.no_grad():
        for images, labels in data.batches(lambda width: size(width, 96)):
            for read, label in zip(decode_best(network(images), CLASSES), labels):
                wrong = distance(read, label)
                right += wrong == 0
                errors += wrong
                characters += len(label)
    network.train()
    return right / len(data), 1 - errors / characters


def main():
    library, out, passes, *shards, held_out = sys.argv[1:]
    find = word_finder(library)
    test = load(held_out, find)

    def report(network, turn):
        return ", held out {:.4f} {:.4f}".format(*accuracy(network, test)) if turn % 4 == 0 else ""

    network = fit(LabelNetwork, CLASSES, lambda path: load(path, find), int(passes), shards, size,
                  lambda losses, lengths: losses.sum() / lengths.sum(), report)
    torch.save(network.state_dict(), out)


if __name__ == "__main__":
    main()
