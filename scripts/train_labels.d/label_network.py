"""The label network: a small convolutional network whose columns are read by CTC."""
from torch import nn

from network import layer
from words import ALPHABET, ELSE

CLASSES = ALPHABET + ELSE  # class 0 is CTC's blank, class i + 1 is CLASSES[i]
STEP = 4  # pixels of a line per column of the output


class LabelNetwork(nn.Module):
    """N x 1 x 24 x W (0 paper, 1 ink) -> N x classes x 1 x W / 4 logits. W is a multiple of 4.

    A column sees 15 pixels to either side, three quarters of a Chinese character.
    """

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            layer(1, 16, 4, (2, 2), (1, 1)),           # 12 high
            layer(16, 40, (4, 3), (2, 1), (1, 1)),     # 6
            layer(40, 128, (6, 4), (1, 2), (0, 1)),    # 1
            layer(128, 128, (1, 3), (1, 1), (0, 1)),
            layer(128, 160, (1, 3), (1, 1), (0, 1)),
            nn.Conv2d(160, len(CLASSES) + 1, 1))

    def forward(self, x):
        return self.layers(x)
