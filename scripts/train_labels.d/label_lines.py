"""Finds the words in what make_labels.py wrote, and makes batches of lines of like width."""
import ctypes

import numpy as np
import torch

from label_network import CLASSES, STEP
from words import folded

HEIGHT, LONGEST = 24, 800
GAP = 8  # pixels of paper at both ends, as kGap in ocr/label_network.cc
WIDTHS = [24, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 400, 512, 640, LONGEST]
CODES = {c: i + 1 for i, c in enumerate(CLASSES)}


def word_finder(path):
    """A function from a cell (uint8) and its resolution to its words (uint8, HEIGHT high)."""
    library = ctypes.CDLL(path)

    def find(cell, dpi):
        cell = np.ascontiguousarray(cell)
        out = np.zeros((HEIGHT, LONGEST), np.uint8)
        pointer = lambda a: a.ctypes.data_as(ctypes.c_void_p)
        width = library.gouji_find_words(pointer(cell), *cell.shape, cell.strides[0],
                                         ctypes.c_double(dpi), pointer(out), LONGEST)
        return out[:, :max(0, width)].copy()
    return find


class Lines:
    """The lines of one shard: pixels (uint8) and labels, by padded width."""

    def __init__(self, path, find):
        self.images = {w: [] for w in WIDTHS}
        self.labels = {w: [] for w in WIDTHS}
        shard = np.load(path)
        pixels, end = shard["pixels"], 0
        for (rows, columns), label, dpi in zip(shard["shapes"], map(str, shard["labels"]),
                                               shard["dpis"]):
            start, end = end, end + rows * columns
            line = find(pixels[start:end].reshape(rows, columns), dpi)
            if not likely(label, line.shape[1]):
                continue
            w = next(w for w in WIDTHS if w >= line.shape[1])
            image = np.zeros((HEIGHT, w + 2 * GAP), np.uint8)
            image[:, GAP:GAP + line.shape[1]] = line
            self.images[w].append(image)
            self.labels[w].append(label)

    def __len__(self):
        return sum(map(len, self.labels.values()))

    def batches(self, size, rng=None):
        """(images N x 1 x H x W from 0 to 1, labels); in random order if given `rng`. `size`: of a
        batch of lines 128 pixels wide."""
        jobs = []
        for w in WIDTHS:
            n = len(self.labels[w])
            order = rng.permutation(n) if rng else np.arange(n)
            step = max(8, size * 128 // max(48, w))
            jobs += [(w, order[i:i + step]) for i in range(0, n, step)]
        for j in rng.permutation(len(jobs)) if rng else range(len(jobs)):
            w, chosen = jobs[j]
            images = np.stack([self.images[w][i] for i in chosen])
            yield (torch.from_numpy(images)[:, None].float() / 200,
                   [self.labels[w][i] for i in chosen])


def likely(label, width):
    """Whether a line so wide may be the label: else its lines or its place were not found. CTC needs
    columns enough as well, one between equal neighbours."""
    units = sum(1 if ord(c) > 0x2e80 or c in "“”" else 0.5 for c in label)
    if not label or "\ufffd" in label:
        return bool(label) and 8 * len(label) < width
    steps = len(label) + sum(a == b for a, b in zip(label, label[1:]))
    return 12 * units < width < 34 * units + 12 and steps <= width // STEP


def encode(labels):
    codes = torch.tensor([CODES[c] for s in labels for c in s])
    return codes, torch.tensor([len(s) for s in labels])


def decode_best(logits):
    """The string of the best path for each line: N x C x 1 x T -> list."""
    out = []
    for path in logits.squeeze(2).argmax(1).tolist():
        out.append("".join(CLASSES[c - 1] for i, c in enumerate(path)
                           if c and (i == 0 or path[i - 1] != c)))
    return out
