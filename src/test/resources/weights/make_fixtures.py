#!/usr/bin/env python3
"""Writes the files of this folder. Needs Python 3.8 or later, NumPy 2 and safetensors.

The files network.* and the other files of networks hold one network, 3-5-2, whose values lie
anywhere in float32 but are the same in all of them, row-major: values.f32 holds W1, b1, W2, b2,
little-endian.

network.pkl, network.npz, network_compressed.npz, network.safetensors    W1, b1, W2, b2
network_float64_fortran.npz, network_bigendian.npz                      the same, laid out otherwise
network_version2.npz, network_version3.npz                              npy 2.0 and 3.0
network_float64.safetensors                                             the same as F64
torch.safetensors, torch.npz, torch.pkl          0.weight (out, in), 0.bias, 2.weight, 2.bias
keras.npz, keras.safetensors                     dense/kernel (in, out), dense/bias, dense_1/...
halves.npz, halves.safetensors                   float16 of every exponent
bfloats.safetensors                              bfloat16 of every exponent, written as uint16
floats_of_halves.f32, floats_of_bfloats.f32      what NumPy makes of them
zeros.safetensors, zeros.npz                     an array of shape [0] and a scalar
"""
import io
import json
import pathlib
import pickle
import struct
import zipfile

import numpy
from numpy.lib import format as npy
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent
EPOCH = (1980, 1, 1, 0, 0, 0)


def network():
    generator = numpy.random.default_rng(3)
    shapes = {"W1": (3, 5), "b1": (5,), "W2": (5, 2), "b2": (2,)}
    return {
        name: (generator.normal(size=shape) * 10.0 ** generator.integers(-40, 38, size=shape))
        .astype("<f4")
        for name, shape in shapes.items()
    }


def npz(name, arrays, version=None, compression=zipfile.ZIP_STORED):
    """As numpy.savez, but the same bytes on every day and of any npy version."""
    with zipfile.ZipFile(HERE / name, "w", compression) as archive:
        for key, value in arrays.items():
            content = io.BytesIO()
            npy.write_array(content, value, version=version)
            entry = zipfile.ZipInfo(key + ".npy", EPOCH)
            entry.compress_type = compression
            with archive.open(entry, "w", force_zip64=True) as out:
                out.write(content.getvalue())


def safetensors_by_hand(name, arrays, dtype):
    """For types that NumPy does not have: the arrays hold their bits."""
    header = {}
    end = 0
    for key, value in arrays.items():
        header[key] = {
            "dtype": dtype,
            "shape": list(value.shape),
            "data_offsets": [end, end + value.nbytes],
        }
        end += value.nbytes
    text = json.dumps(header).encode()
    data = b"".join(value.tobytes() for value in arrays.values())
    (HERE / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


def networks():
    book = network()
    book_bytes = b"".join(value.tobytes() for value in book.values())
    (HERE / "values.f32").write_bytes(book_bytes)
    (HERE / "network.pkl").write_bytes(pickle.dumps(book, 4))
    npz("network.npz", book)
    npz("network_compressed.npz", book, compression=zipfile.ZIP_DEFLATED)
    npz("network_version2.npz", book, version=(2, 0))
    npz("network_version3.npz", book, version=(3, 0))
    npz("network_bigendian.npz", {key: value.astype(">f4") for key, value in book.items()})
    float64 = {key: value.astype("f8") for key, value in book.items()}
    npz(
        "network_float64_fortran.npz",
        {key: numpy.asfortranarray(value) for key, value in float64.items()},
    )
    save_file(book, HERE / "network.safetensors", metadata={"format": "np"})
    save_file(float64, HERE / "network_float64.safetensors")

    torch = {
        "0.weight": numpy.ascontiguousarray(book["W1"].T),
        "0.bias": book["b1"],
        "2.weight": numpy.ascontiguousarray(book["W2"].T),
        "2.bias": book["b2"],
    }
    save_file(torch, HERE / "torch.safetensors")
    npz("torch.npz", torch)
    (HERE / "torch.pkl").write_bytes(pickle.dumps(torch, 4))

    keras = {
        "dense/kernel": book["W1"],
        "dense/bias": book["b1"],
        "dense_1/kernel": book["W2"],
        "dense_1/bias": book["b2"],
    }
    npz("keras.npz", keras)
    save_file({key.replace("/", "."): v for key, v in keras.items()}, HERE / "keras.safetensors")


def halves():
    bits = numpy.arange(0, 1 << 16, 17, dtype="<u2")
    float16 = bits.view("<f2")
    finite = float16[numpy.isfinite(float16)]
    npz("halves.npz", {"halves": finite})
    save_file({"halves": finite}, HERE / "halves.safetensors")
    (HERE / "floats_of_halves.f32").write_bytes(finite.astype("<f4").tobytes())

    bits = numpy.arange(0, 1 << 16, 17, dtype="<u2")
    floats = (bits.astype("<u4") << 16).view("<f4")
    finite = numpy.isfinite(floats)
    safetensors_by_hand("bfloats.safetensors", {"bfloats": bits[finite]}, "BF16")
    (HERE / "floats_of_bfloats.f32").write_bytes(floats[finite].tobytes())


def zeros():
    arrays = {"empty": numpy.zeros(0, "<f4"), "scalar": numpy.array(1.5, "<f4")}
    save_file(arrays, HERE / "zeros.safetensors")
    npz("zeros.npz", arrays)


if __name__ == "__main__":
    networks()
    halves()
    zeros()
