"""The digit network: a small convolutional network whose columns are read by CTC."""
from torch import nn

ALPHABET = "0123456789.,+-/?"  # class 0 is CTC's blank, class i + 1 is ALPHABET[i]


def layer(inputs, outputs, kernel, stride=(1, 1), padding=(0, 0)):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU())


class Network(nn.Module):
    """N x 1 x 24 x W (0 paper, 1 ink) -> N x 17 x 1 x W / 2 logits. W is a multiple of 2.

    A column sees 12 pixels to either side: kGap and the margin of a line in ocr/ leave as much.
    """

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            layer(1, 16, 4, (2, 2), (1, 1)),          # 12 high
            layer(16, 32, (4, 3), (2, 1), (1, 1)),    # 6
            layer(32, 64, (6, 3), (1, 1), (0, 1)),    # 1
            layer(64, 64, (1, 5), (1, 1), (0, 2)),
            layer(64, 64, (1, 3), (1, 1), (0, 1)),
            nn.Conv2d(64, len(ALPHABET) + 1, 1))

    def forward(self, x):
        return self.layers(x)
