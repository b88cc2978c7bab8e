"""Writes trained weights as ONNX: export.py IN.pt OUT.onnx"""
import sys

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from network import Network


def export(network, weights, out):
    network.load_state_dict(torch.load(weights))
    network.eval()
    flat = []
    for part in network.layers:
        flat += [fuse_conv_bn_eval(part[0], part[1]), part[2]] if isinstance(
            part, nn.Sequential) else [part]
    torch.onnx.export(nn.Sequential(*flat), torch.zeros(1, 1, 24, 1024), out,
                      input_names=["strip"], output_names=["logits"], opset_version=11)


if __name__ == "__main__":
    export(Network(), *sys.argv[1:3])
