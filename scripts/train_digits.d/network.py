"""The digit network: a small convolutional network whose columns are read by CTC."""
import torch
from torch import nn

ALPHABET = "0123456789.,+-/?"  # class 0 is CTC's blank, class i + 1 is ALPHABET[i]


def layer(inputs, outputs, kernel, stride=(1, 1), padding=(0, 0)):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU())


class Network(nn.Module):
    """N x 1 x 24 x W (0 paper, 1 ink) -> N x 17 x 1 x W / 2 logits. W is a multiple of 2."""

    def __init__(self, a=20, b=36, c=52, d=72):
        super().__init__()
        self.layers = nn.Sequential(
            layer(1, a, 5, (2, 2), (2, 2)),           # 12 high
            layer(a, b, 3, (2, 1), (1, 1)),           # 6
            layer(b, c, 3, (2, 1), (1, 1)),           # 3
            layer(c, d, 3, (1, 1), (0, 1)),           # 1
            layer(d, d, (1, 5), (1, 1), (0, 2)),
            layer(d, d, (1, 3), (1, 1), (0, 1)),
            nn.Conv2d(d, len(ALPHABET) + 1, 1))

    def forward(self, x):
        return self.layers(x)
