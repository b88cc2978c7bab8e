"""Cuts lines out of what make_cells.py wrote, and makes batches of lines of like width."""
import numpy as np
import torch
import torch.nn.functional as F

import shards
from figures import plain

WIDTHS = [16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128, 192, 256]
GAP = 8  # pixels of paper at both ends


def repeats(label):
    return sum(a == b for a, b in zip(label, label[1:]))


def readable(label, width):
    """Whether CTC has columns enough for the label, one between equal neighbours."""
    return len(label) + repeats(label) <= (width + 1) // 2


class Lines:
    """The lines that `find` cuts out of one shard's cells at their resolution: pixels (uint8) and
    labels, by padded width. `fits` tells of a label and a width whether to keep the line."""

    def __init__(self, path, find, widths=WIDTHS, fits=readable):
        self.images = {w: [] for w in widths}
        self.labels = {w: [] for w in widths}
        for cell, label, _, dpi in shards.cells(path):
            line = find(cell, dpi)
            height, width = line.shape
            if not fits(label, width):
                continue
            w = next(w for w in widths if w >= width)
            image = np.zeros((height, w + 2 * GAP), np.uint8)
            image[:, GAP:GAP + width] = line
            self.images[w].append(image)
            self.labels[w].append(label)

    def __len__(self):
        return sum(map(len, self.labels.values()))

    def batches(self, size, rng=None):
        """(images N x 1 x H x W from 0 to 1, labels); in random order if given `rng`. `size`: of a
        batch, by the width of its lines."""
        jobs = []
        for w, labels in self.labels.items():
            n = len(labels)
            order = rng.permutation(n) if rng else np.arange(n)
            jobs += [(w, order[i:i + size(w)]) for i in range(0, n, size(w))]
        for j in rng.permutation(len(jobs)) if rng else range(len(jobs)):
            w, chosen = jobs[j]
            images = np.stack([self.images[w][i] for i in chosen])
            yield (torch.from_numpy(images)[:, None].float() / 200,
                   [self.labels[w][i] for i in chosen])


def encode(labels, alphabet):
    codes = {c: i + 1 for i, c in enumerate(alphabet)}
    return (torch.tensor([codes[c] for s in labels for c in s]),
            torch.tensor([len(s) for s in labels]))


def bent(shape, amount, generator):
    """Smooth random displacements, `amount` pixels of standard deviation, for grid_sample."""
    n, _, h, w = shape
    coarse = torch.randn((n, 2, 4, max(2, w // 6)), generator=generator) * amount
    field = F.interpolate(coarse, (h, w), mode="bicubic", align_corners=True)
    return field.permute(0, 2, 3, 1) * torch.tensor([2 / w, 2 / h])


def weighted(images, by):
    """Strokes thicker (`by` above 0) or thinner."""
    thick = F.max_pool2d(images, 3, 1, 1)
    thin = -F.max_pool2d(-images, 3, 1, 1)
    return images + by.clamp(min=0) * (thick - images) + (-by).clamp(min=0) * (thin - images)


def vary(images, generator):
    """Small changes of shape, place, weight, contrast and noise: other fonts, and segmentation is
    never perfect."""
    n = len(images)
    u = lambda low, high: torch.rand(n, generator=generator) * (high - low) + low
    each = lambda values: values.view(n, 1, 1, 1)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = 1
    h, w = images.shape[2:]
    theta[:, 0, 1] = u(-0.12, 0.12) * h / w
    theta[:, 1, 1] = u(0.85, 1.2)
    theta[:, 1, 2] = u(-0.1, 0.1)
    grid = F.affine_grid(theta, images.shape, align_corners=False)
    grid = grid + bent(images.shape, each(u(0, 0.5)), generator)
    moved = F.grid_sample(images, grid, align_corners=False)
    moved = weighted(moved, each(u(-0.3, 0.3)))
    gain, grain = each(u(0.75, 1.2)), each(u(-0.1, 0.1).clamp(min=0))
    return (moved * gain + grain * torch.randn(images.shape, generator=generator)).clamp(0, 1.275)


def decode_best(logits, alphabet):
    """The string of the best path for each line: N x C x 1 x T -> list."""
    out = []
    for path in logits.squeeze(2).argmax(1).tolist():
        out.append("".join(alphabet[c - 1] for i, c in enumerate(path)
                           if c and (i == 0 or path[i - 1] != c)))
    return out


def same(read, expected):
    return plain(read) == plain(expected)
