"""Predicts the shipped test set with the shipped weights in NumPy; run from the repository's root.

Writes, beside this file, predictions.txt, one digit for each image, a hundred on a line, and probabilities.txt, those of
all classes for each of the first hundred images. Prints the accuracy.
"""
import gzip
import pathlib
import pickle

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


with gzip.open('data/t10k-images-idx3-ubyte.gz') as f:
    images = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 784)
with gzip.open('data/t10k-labels-idx1-ubyte.gz') as f:
    labels = np.frombuffer(f.read(), np.uint8, offset=8)
with open('data/mnist_weights.pkl', 'rb') as f:
    network = {name: array.astype(np.float64) for name, array in pickle.load(f).items()}

z1 = sigmoid(images / 255.0 @ network['W1'] + network['b1'])
z2 = sigmoid(z1 @ network['W2'] + network['b2'])
logits = z2 @ network['W3'] + network['b3']
exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
predictions = logits.argmax(axis=1)

digits = ''.join(map(str, predictions))
lines = [digits[i:i + 100] for i in range(0, len(digits), 100)]
pathlib.Path(__file__).with_name('predictions.txt').write_text('\n'.join(lines) + '\n')
np.savetxt(pathlib.Path(__file__).with_name('probabilities.txt'), probabilities[:100], fmt='%.9g')
print((predictions == labels).sum(), 'of', len(labels), 'right')
