"""Predicts images of the shipped test set as --invert and --transpose show them to the shipped network, in NumPy.

Run from the repository's root. Writes, beside this file, turned.txt: of the first hundred images, one digit for each, first
those that are inverted, then those whose rows and columns are exchanged.
"""
import gzip
import pathlib
import pickle

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


with gzip.open('data/t10k-images-idx3-ubyte.gz') as f:
    images = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 28, 28)[:100]
with open('data/mnist_weights.pkl', 'rb') as f:
    network = {name: array.astype(np.float64) for name, array in pickle.load(f).items()}


def predictions(seen):
    z1 = sigmoid(seen.reshape(-1, 784) / 255.0 @ network['W1'] + network['b1'])
    z2 = sigmoid(z1 @ network['W2'] + network['b2'])
    return ''.join(map(str, (z2 @ network['W3'] + network['b3']).argmax(axis=1)))


lines = [predictions(255 - images), predictions(images.transpose(0, 2, 1))]
pathlib.Path(__file__).with_name('turned.txt').write_text('\n'.join(lines) + '\n')
