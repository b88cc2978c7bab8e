"""Trains the digit network: train.py LIBRARY OUT.pt PASSES SHARD... HELD_OUT

LIBRARY is the compiled binding.cc. Every one of the PASSES goes through the shards in the order
given; the same arguments give the same weights.
"""
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import lines
from network import Network
from reader import line_finder

BATCH = 128
PEAK_RATE = 3e-3
LAST_RATE = 1e-5
WARM_STEPS = 300


def accuracy(network, data):
    network.eval()
    right = 0
    with torch.no_grad():
        for images, labels in data.batches(256):
            right += sum(map(lines.same, lines.decode_best(network(images)), labels))
    network.train()
    return right / len(data)


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
    network = Network()
    optimiser = torch.optim.AdamW(network.parameters(), PEAK_RATE, weight_decay=1e-2)
    find = line_finder(library)
    test = lines.Lines(held_out, find)
    rounds = int(passes) * len(shards)
    step, known = 0, {}
    for turn in range(rounds):
        path = shards[turn % len(shards)]
        if path not in known:
            known[path] = lines.Lines(path, find)
        batches = list(known[path].batches(BATCH, rng))
        total = 0.0
        for i, (images, labels) in enumerate(batches):
            for group in optimiser.param_groups:
                group["lr"] = rate_at(step, (turn + i / len(batches)) / rounds)
            logits = network(lines.vary(images, generator)).squeeze(2).permute(2, 0, 1)
            targets, lengths = lines.encode(labels)
            loss = F.ctc_loss(logits.log_softmax(2), targets,
                              torch.full((len(labels),), len(logits)), lengths,
                              reduction="none", zero_infinity=True).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimiser.step()
            step += 1
            total += float(loss)
        held = f", held out {accuracy(network, test):.4f}" if turn % 10 == 9 else ""
        print(f"round {turn + 1} of {rounds}, step {step}, {time.process_time() / 60:.1f} min, "
              f"loss {total / len(batches):.4f}{held}", flush=True)
    torch.save(network.state_dict(), out)


if __name__ == "__main__":
    main()
