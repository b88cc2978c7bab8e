"""Trains the digit network: train.py OUT.pt MINUTES SHARDS HELD_OUT [CONTINUED.pt]

SHARDS is a glob pattern; shards that appear meanwhile join. With CONTINUED.pt training goes on
from these weights, at half the rate.
"""
import glob
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import lines
from network import Network

BATCH = 128
PEAK_RATE = 2e-3


def accuracy(network, data):
    network.eval()
    right = 0
    with torch.no_grad():
        for images, labels, _ in data.batches(256):
            right += sum(map(lines.same, lines.decode_best(network(images)), labels))
    network.train()
    return right / len(data)


def main():
    out, minutes, pattern, held_out = sys.argv[1], float(sys.argv[2]), sys.argv[3], sys.argv[4]
    torch.set_num_threads(1)
    torch.manual_seed(1)
    generator = torch.Generator().manual_seed(1)
    rng = np.random.default_rng(1)
    network = Network()
    peak = PEAK_RATE
    if len(sys.argv) > 5:
        network.load_state_dict(torch.load(sys.argv[5]))
        peak /= 2
    optimiser = torch.optim.AdamW(network.parameters(), peak, weight_decay=1e-2)
    test = lines.Lines([held_out])
    start, step, known = time.time(), 0, {}
    while True:
        for path in sorted(glob.glob(pattern)):
            try:
                known.setdefault(path, None)
                if known[path] is None:
                    known[path] = lines.Lines([path])
            except Exception:  # pylint: disable=broad-except  # still being written
                known[path] = None
        loaded = [v for v in known.values() if v]
        for data in (loaded[i] for i in rng.permutation(len(loaded))):
            total = 0.0
            for images, labels, _ in data.batches(BATCH, rng):
                share = (time.time() - start) / 60 / minutes
                if share >= 1:
                    return
                warm = min(1, (step + 1) / 300)
                rate = peak * warm * (0.5 + 0.5 * math.cos(math.pi * share))
                for group in optimiser.param_groups:
                    group["lr"] = max(rate, 2e-5)
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
                total = 0.98 * total + 0.02 * float(loss)
            torch.save(network.state_dict(), out)
            if rng.random() < 0.2 or step < 1000:
                print(f"{(time.time() - start) / 60:.1f} min, step {step}, {len(loaded)} shards, "
                      f"loss {total:.4f}, held out {accuracy(network, test):.4f}", flush=True)


if __name__ == "__main__":
    main()
