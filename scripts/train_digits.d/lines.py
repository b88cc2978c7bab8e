"""Cuts lines out of what make_cells.py wrote, and makes batches of lines of like width."""
import numpy as np
import torch
import torch.nn.functional as F

from figures import plain
from network import ALPHABET

WIDTHS = [16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128, 192, 256]
GAP = 8  # pixels of paper at both ends, as kGap in ocr/digit_network.cc
CODES = {c: i + 1 for i, c in enumerate(ALPHABET)}


def bucket(width):
    return next(w for w in WIDTHS if w >= width)


class Lines:
    """The lines that `find` cuts out of one shard: pixels (uint8) and labels, by padded width."""

    def __init__(self, path, find):
        self.images = {w: [] for w in WIDTHS}
        self.labels = {w: [] for w in WIDTHS}
        shard = np.load(path)
        pixels, end = shard["pixels"], 0
        for (rows, columns), label in zip(shard["shapes"], map(str, shard["labels"])):
            start, end = end, end + rows * columns
            line = find(pixels[start:end].reshape(rows, columns))
            height, width = line.shape
            if not readable(label, width):
                continue
            w = bucket(width)
            image = np.zeros((height, w + 2 * GAP), np.uint8)
            image[:, GAP:GAP + width] = line
            self.images[w].append(image)
            self.labels[w].append(label)

    def __len__(self):
        return sum(map(len, self.labels.values()))

    def batches(self, size, rng=None):
        """(images N x 1 x H x W from 0 to 1, labels); in random order if given `rng`."""
        jobs = []
        for w in WIDTHS:
            n = len(self.labels[w])
            order = rng.permutation(n) if rng else np.arange(n)
            step = max(16, size * 32 // max(32, w))
            jobs += [(w, order[i:i + step]) for i in range(0, n, step)]
        for j in rng.permutation(len(jobs)) if rng else range(len(jobs)):
            w, chosen = jobs[j]
            images = np.stack([self.images[w][i] for i in chosen])
            yield (torch.from_numpy(images)[:, None].float() / 200,
                   [self.labels[w][i] for i in chosen])


def readable(label, width):
    """Whether CTC has columns enough for the label, one between equal neighbours."""
    return len(label) + sum(a == b for a, b in zip(label, label[1:])) <= (width + 1) // 2


def encode(labels):
    codes = torch.tensor([CODES[c] for s in labels for c in s])
    return codes, torch.tensor([len(s) for s in labels])


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


def decode_best(logits):
    """The string of the best path for each line: N x C x 1 x T -> list."""
    out = []
    for path in logits.squeeze(2).argmax(1).tolist():
        out.append("".join(ALPHABET[c - 1] for i, c in enumerate(path)
                           if c and (i == 0 or path[i - 1] != c)))
    return out


def same(read, expected):
    return plain(read) == plain(expected)
