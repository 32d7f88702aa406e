"""Writes prints.txt: vectors of float64, each on a line of its own, followed by how NumPy prints it and a blank line.

Made with NumPy 2.4.6: python3 make_prints.py
"""
import numpy as np

rng = np.random.default_rng(3)
vectors = [
    [0.0], [-0.0], [1.0], [-1.5], [1.0, 0.5], [0.1, 0.25, 1.0], [1010, 1000, 990], [1e8], [99999999.1], [67108865.1],
    [1e-4], [0.99e-4], [0.001, 1], [0.000999, 1], [1e300, -1e-300], [5e-324, 1.7976931348623157e308], [1e100],
    [np.nan], [np.nan, 0.0], [np.inf, -np.inf, np.nan], [np.nan, 0.25], [-np.inf, 100.125], [np.inf, 1e-10],
    [0.123456785, 0.123456775], [0.1 + 0.2], [2 / 3, 1 / 3], [1e16, 1], [2e23, 1e23], [0.5] * 40, list(range(60)),
    [1e-9, 1] * 9, [-0.0, 1e-9],
]
for size in range(1, 31):
    vectors.append(list(rng.normal(size=size) * 10.0 ** rng.integers(-5, 6)))
    vectors.append(list(np.round(rng.normal(size=size), int(rng.integers(0, 9)))))
    vectors.append(list(10.0 ** rng.uniform(-12, 12, size=size)))
with open("prints.txt", "w") as out:
    for vector in vectors:
        out.write(" ".join(repr(float(value)).replace("inf", "Infinity").replace("nan", "NaN") for value in vector))
        out.write("\n" + str(np.array(vector, dtype=np.float64)) + "\n\n")
