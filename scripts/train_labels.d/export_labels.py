"""Writes trained weights and the alphabet: export_labels.py IN.pt DIRECTORY"""
import pathlib
import sys

from export import export
from label_network import CLASSES, LabelNetwork

if __name__ == "__main__":
    directory = pathlib.Path(sys.argv[2])
    export(LabelNetwork(), sys.argv[1], str(directory / "model.onnx"))
    (directory / "alphabet.txt").write_text(CLASSES + "\n")
