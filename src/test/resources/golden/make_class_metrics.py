"""Labels and outputs of small networks, and what a report of them says by the formulas of scikit-learn, in NumPy.

Writes class_metrics.json beside this file.
"""
import json
import pathlib

import numpy as np

EPSILON = np.finfo(np.float64).eps
random = np.random.default_rng(18)


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def metrics(outputs, labels, activation):
    """Of all images; label -1 is none."""
    outputs = outputs.astype(np.float64)
    classes = max(2, outputs.shape[1])
    if activation == 'identity':
        probabilities = softmax(outputs)
    elif outputs.shape[1] == 1:
        probabilities = np.hstack([1 - outputs, outputs])
    else:
        probabilities = outputs
    predictions = probabilities.argmax(axis=1)
    if outputs.shape[1] == 1:
        predictions = (outputs[:, 0] >= 0.5).astype(int)
    has = labels >= 0
    y, p, q = labels[has], predictions[has], probabilities[has]
    present = np.union1d(y, p)  # sklearn.utils.multiclass.unique_labels
    right = np.array([((y == k) & (p == k)).sum() for k in present], float)
    support = np.array([(y == k).sum() for k in present], float)
    found = np.array([(p == k).sum() for k in present], float)
    with np.errstate(invalid='ignore', divide='ignore'):  # zero_division=0
        precision = np.where(found > 0, right / found, 0)
        recall = np.where(support > 0, right / support, 0)
    f1 = 2 * right / (support + found)
    sums = q.sum(axis=1, keepdims=True)  # OneVsRestClassifier.predict_proba
    normal = np.divide(q, sums, out=np.zeros_like(q), where=sums != 0) if activation == 'sigmoid' else q
    confidence = q[np.arange(len(y)), p]
    bins = np.clip(np.ceil(confidence * 10).astype(int) - 1, 0, 9)
    error = sum(
        abs((p == y)[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean()
        for b in range(10) if (bins == b).any())
    order = np.argsort(-q, axis=1, kind='stable')
    return {
        'correct': int((p == y).sum()),
        'count': int(has.sum()),
        'accuracy': (p == y).mean(),
        'log_loss': -np.log(np.clip(normal[np.arange(len(y)), y], EPSILON, 1 - EPSILON)).mean(),
        'top2_accuracy': (order[:, :2] == y[:, None]).any(axis=1).mean(),
        'top3_accuracy': (order[:, :3] == y[:, None]).any(axis=1).mean(),
        'macro_precision': precision.mean(),
        'macro_recall': recall.mean(),
        'macro_f1': f1.mean(),
        'expected_calibration_error': error,
        'predicted_per_class': np.bincount(predictions, minlength=classes).tolist(),
        'confusions': [[int(a), int(b), int(((y == a) & (p == b)).sum())]
                       for a in range(classes) for b in range(classes) if ((y == a) & (p == b)).any()],
    }


def case(name, activation, outputs, labels):
    outputs = outputs.astype(np.float32)
    return {
        'name': name,
        'activation': activation,
        'width': outputs.shape[1],
        'outputs': [float(str(x)) for x in outputs.ravel()],
        'labels': labels.tolist(),
        'metrics': metrics(outputs, labels, activation),
    }


def some(images, classes, least, most):
    """Labels from least to most, and scores in which some of them win."""
    labels = random.integers(least, most + 1, images)
    scores = random.normal(size=(images, classes))
    scores[:, most + 1:] -= 9
    scores[np.arange(images), labels] += 1.5
    return scores, labels


cases = []
scores, labels = some(60, 7, 1, 4)
cases.append(case('classes that neither labels nor predictions name', 'softmax', softmax(scores), labels))
scores, labels = some(60, 5, 0, 4)
labels[random.permutation(60)[:25]] = -1
cases.append(case('images without labels among others', 'softmax', softmax(3 * scores), labels))
scores, labels = some(60, 6, 0, 5)
outputs = sigmoid(scores)
outputs[3] = 0
outputs[4, labels[4]] = 0
cases.append(case('several sigmoids', 'sigmoid', outputs, labels))
labels = random.integers(0, 2, 50)
cases.append(case('one sigmoid', 'sigmoid', sigmoid(random.normal(size=(50, 1)) + 2 * labels[:, None] - 1), labels))
scores, labels = some(40, 4, 0, 3)
scores[2] = [0, 0, 0, 400]
labels[2] = 1
cases.append(case('a label that is given no probability', 'identity', scores, labels))
scores, labels = some(100, 40, 0, 39)
cases.append(case('many classes', 'softmax', softmax(scores), labels))

pathlib.Path(__file__).with_name('class_metrics.json').write_text(json.dumps(cases) + '\n')
