"""Trains the label network: train_labels.py LIBRARY OUT.pt PASSES SHARD... HELD_OUT

LIBRARY is the compiled binding.cc. Every one of the PASSES goes through the shards in the order
given; the same arguments give the same weights.
"""
import math
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import label_lines
from label_network import LabelNetwork
from lines import vary

BATCH = 48
PEAK_RATE = 3e-3
LAST_RATE = 1e-5
WARM_STEPS = 300


def distance(a, b):
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
        for images, labels in data.batches(96):
            for read, label in zip(label_lines.decode_best(network(images)), labels):
                wrong = distance(read, label)
                right += wrong == 0
                errors += wrong
                characters += len(label)
    network.train()
    return right / len(data), 1 - errors / characters


def rate_at(step, done):
    """The rate of learning after a share of the whole training: a cosine."""
    warm = min(1, (step + 1) / WARM_STEPS)
    return max(LAST_RATE, PEAK_RATE * warm * (0.5 + 0.5 * math.cos(math.pi * done)))


def main():
    library, out, passes, *shards, held_out = sys.argv[1:]
    torch.set_num_threads(1)
    torch.manual_seed(1)
    generator = torch.Generator().manual_seed(1)
    rng = np.random.default_rng(1)
    network = LabelNetwork()
    optimiser = torch.optim.AdamW(network.parameters(), PEAK_RATE, weight_decay=1e-2)
    find = label_lines.word_finder(library)
    test = label_lines.Lines(held_out, find)
    rounds = int(passes) * len(shards)
    step, known = 0, {}
    for turn in range(rounds):
        path = shards[turn % len(shards)]
        if path not in known:
            known[path] = label_lines.Lines(path, find)
        batches = list(known[path].batches(BATCH, rng))
        total = 0.0
        for i, (images, labels) in enumerate(batches):
            for group in optimiser.param_groups:
                group["lr"] = rate_at(step, (turn + i / len(batches)) / rounds)
            logits = network(vary(images, generator)).squeeze(2).permute(2, 0, 1)
            targets, lengths = label_lines.encode(labels)
            loss = F.ctc_loss(logits.log_softmax(2), targets,
                              torch.full((len(labels),), len(logits)), lengths,
                              reduction="none", zero_infinity=True)
            loss = loss.sum() / lengths.sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimiser.step()
            step += 1
            total += float(loss)
        held = ", held out {:.4f} {:.4f}".format(*accuracy(network, test)) if turn % 4 == 3 else ""
        print(f"round {turn + 1} of {rounds}, step {step}, {time.process_time() / 60:.1f} min, "
              f"loss {total / len(batches):.4f}{held}", flush=True)
        torch.save(network.state_dict(), out + ".part")
    os.rename(out + ".part", out)


if __name__ == "__main__":
    main()
