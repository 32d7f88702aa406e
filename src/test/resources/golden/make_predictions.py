"""Predicts the shipped test set with the shipped weights in NumPy; run from the repository's root.

Writes, beside this file, predictions.txt, one digit for each image, a hundred on a line, probabilities.txt, those of all
classes for each of the first hundred images, and metrics.json, what a report of them says. Prints the accuracy.
"""
import gzip
import json
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

order = np.argsort(-probabilities, axis=1, kind='stable')
confidence = probabilities.max(axis=1)
right = predictions == labels
confusion = np.zeros((10, 10), int)
np.add.at(confusion, (labels, predictions), 1)
precision = confusion.diagonal() / confusion.sum(axis=0)
recall = confusion.diagonal() / confusion.sum(axis=1)
f1 = 2 * precision * recall / (precision + recall)
bins = np.ceil(confidence * 10).astype(int) - 1
error = 0
for i in range(10):
    if (bins == i).any():
        error += abs(right[bins == i].mean() - confidence[bins == i].mean()) * (bins == i).mean()
one_hot = np.eye(10)[labels]
spread = ((one_hot - one_hot.mean(axis=0)) ** 2).sum(axis=0)
metrics = {
    'correct': int(right.sum()),
    'count': len(labels),
    'accuracy': right.mean(),
    'log_loss': -np.log(probabilities[np.arange(len(labels)), labels]).mean(),
    'top2_accuracy': (order[:, :2] == labels[:, None]).any(axis=1).mean(),
    'top3_accuracy': (order[:, :3] == labels[:, None]).any(axis=1).mean(),
    'macro_precision': precision.mean(),
    'macro_recall': recall.mean(),
    'macro_f1': f1.mean(),
    'expected_calibration_error': error,
    'confusion_matrix_rows_label_columns_prediction': confusion.tolist(),
    'per_class': [
        {'class': i, 'precision': precision[i], 'recall': recall[i], 'f1': f1[i], 'support': int(confusion[i].sum())}
        for i in range(10)
    ],
    'logits': {  # beside 1 for the label and 0 for the others, as scikit-learn averages them
        'mse': ((logits - one_hot) ** 2).mean(),
        'mae': np.abs(logits - one_hot).mean(),
        'r2': (1 - ((logits - one_hot) ** 2).sum(axis=0) / spread).mean(),
    },
    'images_by_confidence': np.bincount(bins, minlength=10).tolist(),
    'most_confident_mistakes': np.argsort(np.where(right, 2, -confidence), kind='stable')[:24].tolist(),
    'least_certain': np.argsort(confidence, kind='stable')[:24].tolist(),
}
pathlib.Path(__file__).with_name('metrics.json').write_text(json.dumps(metrics, indent=1) + '\n')
