"""Trains a network whose columns are read by CTC."""
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from lines import encode, vary

PEAK_RATE = 3e-3
LAST_RATE = 1e-5
WARM_STEPS = 300


def rate_at(step, done):
    """The rate of learning after a share of the whole training: a cosine."""
    warm = min(1, (step + 1) / WARM_STEPS)
    return max(LAST_RATE, PEAK_RATE * warm * (0.5 + 0.5 * math.cos(math.pi * done)))


def fit(make_network, alphabet, load, passes, shards, size, loss_of, report):
    """A network as `make_network` makes it, trained. Every one of the passes goes through the
    shards (as `load` gives lines.Lines of them) in the order given; the same arguments give the
    same weights. `size`: of batches, see there; `loss_of`: of a batch, from what CTC says of each
    line and the lengths of the labels; `report`: what to say of the network after a round, if
    anything, by the number of the round."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    generator = torch.Generator().manual_seed(1)
    rng = np.random.default_rng(1)
    network = make_network()
    optimiser = torch.optim.AdamW(network.parameters(), PEAK_RATE, weight_decay=1e-2)
    rounds = passes * len(shards)
    step, known = 0, {}
    for turn in range(rounds):
        path = shards[turn % len(shards)]
        if path not in known:
            known[path] = load(path)
        batches = list(known[path].batches(size, rng))
        total = 0.0
        for i, (images, labels) in enumerate(batches):
            for group in optimiser.param_groups:
                group["lr"] = rate_at(step, (turn + i / len(batches)) / rounds)
            logits = network(vary(images, generator)).squeeze(2).permute(2, 0, 1)
            targets, lengths = encode(labels, alphabet)
            loss = loss_of(F.ctc_loss(logits.log_softmax(2), targets,
                                      torch.full((len(labels),), len(logits)), lengths,
                                      reduction="none", zero_infinity=True), lengths)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimiser.step()
            step += 1
            total += float(loss)
        print(f"round {turn + 1} of {rounds}, step {step}, {time.process_time() / 60:.1f} min, "
              f"loss {total / len(batches):.4f}{report(network, turn + 1)}", flush=True)
    return network
