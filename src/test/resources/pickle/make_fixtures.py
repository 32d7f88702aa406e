#!/usr/bin/env python3
"""Writes the pickles of this folder. Needs Python 3.8 or later and NumPy 2.

Every array holds 0 * 0.25 - 3, 1 * 0.25 - 3, 2 * 0.25 - 3, ... in row-major order, so that the
tests know its values from its shape alone. PickleReaderTest lists the names and shapes.

numpy_core_protocolN.pkl    as NumPy 1 writes them
numpy__core_protocolN.pkl   as NumPy 2 writes them
python2_protocolN.pkl       as NumPy 1 writes them on Python 2.7
"""
import pathlib
import pickle
import struct

import numpy
from numpy._core.multiarray import _reconstruct
from numpy._core.numeric import _frombuffer

HERE = pathlib.Path(__file__).parent


def array(dtype, *shape):
    return (numpy.arange(numpy.prod(shape, dtype=int)) * 0.25 - 3).reshape(shape).astype(dtype)


def weights():
    arrays = {
        f"{dtype}{order}": numpy.asarray(array(dtype, 3, 5), order=order)
        for dtype in ("<f4", ">f4", "<f8", ">f8")
        for order in ("C", "F")
    }
    arrays["vector"] = array("f4", 7)
    arrays["scalar"] = array("f4")
    arrays["empty"] = array("f4", 0, 3)
    arrays["cube"] = numpy.asfortranarray(array("f4", 2, 3, 4))
    # Neither C nor Fortran order: protocol 5 writes it with its axes.
    arrays["permuted"] = array("f4", 2, 3, 4).transpose(1, 0, 2).copy().transpose(1, 0, 2)
    arrays["strided"] = numpy.repeat(array("f4", 3, 5), 2, axis=1)[:, ::2]
    arrays["readonly"] = array("f4", 3, 5)
    arrays["readonly"].flags.writeable = False
    arrays["shared"] = arrays["vector"]
    return arrays


def numpy_fixtures(package):
    _reconstruct.__module__ = package + ".multiarray"
    _frombuffer.__module__ = package + ".numeric"
    for protocol in range(6):
        name = f"{package.replace('.', '_')}_protocol{protocol}.pkl"
        (HERE / name).write_bytes(pickle.dumps(weights(), protocol))


def python2_fixture(protocol):
    """What cPickle writes for {'W1': array('<f4', 3, 5), 'b1': array('>f8', 5)}."""
    memo = iter(range(1, 256))

    def put():
        return b"p%d\n" % next(memo) if protocol == 0 else bytes([ord("q"), next(memo)])

    def string(value):
        if protocol == 0:
            return b"S" + repr(value)[1:].encode() + b"\n" + put()
        if len(value) < 256:
            return b"U" + bytes([len(value)]) + value + put()
        return b"T" + struct.pack("<i", len(value)) + value + put()

    def integer(value):
        if protocol == 0:
            return b"I%d\n" % value
        return b"J" + struct.pack("<i", value) if value < 0 else b"K" + bytes([value])

    def long_integer(value):
        return b"\x8a\x01" + bytes([value]) if protocol == 2 else b"L%dL\n" % value

    def boolean(value):
        return (b"\x88" if value else b"\x89") if protocol == 2 else b"I0%d\n" % value

    def pack(*values):
        if protocol == 2 and len(values) < 4:
            return b"".join(values) + bytes([0x84 + len(values)]) + put()
        return b"(" + b"".join(values) + b"t" + put()

    def function(module, name):
        return b"c" + module + b"\n" + name + b"\n" + put()

    def whole(value):
        order = value.dtype.str[0].encode()
        made = function(b"numpy.core.multiarray", b"_reconstruct")
        made += pack(function(b"numpy", b"ndarray"), pack(integer(0)), string(b"b")) + b"R" + put()
        kind = string(value.dtype.str[1:].encode())
        dtype = function(b"numpy", b"dtype") + pack(kind, integer(0), integer(1)) + b"R" + put()
        none = b"N"
        dtype += pack(
            integer(3), string(order), none, none, none, integer(-1), integer(-1), integer(0)
        )
        # Windows wrote the lengths as longs.
        shape = pack(*(long_integer(length) for length in value.shape))
        state = pack(integer(1), shape, dtype + b"b", boolean(False), string(value.tobytes()))
        return made + state + b"b"

    start = {0: b"(dp0\n", 1: b"}q\0", 2: b"\x80\x02}q\0"}[protocol]
    items = string(b"W1") + whole(array("<f4", 3, 5)) + b"s"
    items += string(b"b1") + whole(array(">f8", 5)) + b"s"
    (HERE / f"python2_protocol{protocol}.pkl").write_bytes(start + items + b".")


if __name__ == "__main__":
    numpy_fixtures("numpy.core")
    numpy_fixtures("numpy._core")
    for protocol in range(3):
        python2_fixture(protocol)
