"""Makes the files of arrays beside it with NumPy, of the first digits of data/. Run it in the top directory."""
import gzip
import numpy as np

COUNT = 10
here = "src/test/resources/arrays/"
pixels = np.frombuffer(gzip.open("data/t10k-images-idx3-ubyte.gz").read()[16:], np.uint8).reshape(-1, 28, 28)[:COUNT]
labels = np.frombuffer(gzip.open("data/t10k-labels-idx1-ubyte.gz").read()[8:], np.uint8)[:COUNT]
other = 255 - pixels[::-1]
np.savez(here + "stored.npz", x_train=other, y_train=labels[::-1], x_test=pixels, y_test=labels)
np.savez_compressed(here + "deflated.npz", labels=labels.astype(np.int64), images=pixels.reshape(COUNT, 784))
np.savez(here + "big_endian.npz", (pixels / 255).astype(">f4"), labels.astype(">i2").reshape(COUNT, 1))
np.savez_compressed(here + "doubles.npz", x=(pixels / 255).reshape(COUNT, 28, 28, 1))
np.savez_compressed(here + "integers.npz", x=pixels.astype(np.int32), y=labels.astype(np.float32))
np.save(here + "alone.npy", pixels)
np.savez_compressed(here + "one_hot.npz", x=pixels, y=np.eye(10)[labels])
np.savez_compressed(here + "fewer.npz", x=pixels, y=labels[1:])
np.savez_compressed(here + "fortran.npz", x=np.asfortranarray(pixels))
np.savez_compressed(here + "objects.npz", x=np.array([None, 1], dtype=object))
np.savez_compressed(here + "weights.npz", W1=np.zeros((784, 10), np.float32), b1=np.zeros(10, np.float32))
np.savez_compressed(here + "small.npz", x=pixels[:, :14, :14])
np.savez_compressed(here + "class_10.npz", x=pixels, y=np.where(np.arange(COUNT) == 3, 10, labels))
np.save(here + "none.npy", pixels[:0])
bad = pixels / 255
bad[7, 3, 4] = np.nan
np.savez_compressed(here + "not_finite.npz", x=bad.astype(np.float32), y=labels)
