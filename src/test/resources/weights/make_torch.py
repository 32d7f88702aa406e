"""Makes files as torch.save of PyTorch 2 writes them, without PyTorch: its pickles hold nothing but
the names of its functions and classes, which are made here. Writes network.pt and so on beside this
script, and with --check FILE compares the pickle of a file of PyTorch's own that holds fc1, fc2 and
fc3 of the shapes 784-50-100-10."""

import collections
import io
import pathlib
import pickle
import struct
import sys
import types
import zipfile

import numpy

HERE = pathlib.Path(__file__).parent
torch = types.ModuleType("torch")
utils = types.ModuleType("torch._utils")
sys.modules.update({"torch": torch, "torch._utils": utils})


def _rebuild_tensor_v2():
    raise NotImplementedError


def _rebuild_parameter():
    raise NotImplementedError


for function in (_rebuild_tensor_v2, _rebuild_parameter):
    function.__module__ = "torch._utils"
    setattr(utils, function.__name__, function)

TYPES = {
    "float32": "FloatStorage",
    "float64": "DoubleStorage",
    "float16": "HalfStorage",
    "bfloat16": "BFloat16Storage",
    "int64": "LongStorage",
    "uint8": "ByteStorage",
}
for name in TYPES.values():
    setattr(torch, name, type(name, (), {"__module__": "torch"}))


class Storage:
    """Numbers of one type; those of bfloat16 as uint16."""

    def __init__(self, values, dtype):
        self.values, self.dtype = values.ravel(), dtype


class Tensor:
    def __init__(self, storage, offset, size, stride):
        self.parts = (storage, offset, size, stride)

    def __reduce_ex__(self, protocol):
        return _rebuild_tensor_v2, (*self.parts, False, collections.OrderedDict())


class Parameter:
    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce_ex__(self, protocol):
        return _rebuild_parameter, (self.tensor, True, collections.OrderedDict())


def tensor(array, dtype=None):
    array = numpy.asarray(array)
    stride = tuple(s // array.itemsize for s in numpy.array(array, order="C").strides)
    return Tensor(Storage(array, dtype or array.dtype.name), 0, array.shape, stride)


def bfloat16(array):
    """Of float32 whose lower halves are zeros."""
    return tensor((array.view(numpy.uint32) >> 16).astype(numpy.uint16), "bfloat16")


def dump(obj, legacy):
    keys, storages, out = {}, [], io.BytesIO()

    class Pickler(pickle._Pickler):
        def persistent_id(self, it):
            if not isinstance(it, Storage):
                return None
            if id(it) not in keys:
                keys[id(it)] = str(94000000 + 64 * len(keys) if legacy else len(keys))
                storages.append(it)
            kind = getattr(torch, TYPES[it.dtype])
            more = (None,) if legacy else ()
            return ("storage", kind, keys[id(it)], "cpu", it.values.size, *more)

    Pickler(out, protocol=2).dump(obj)
    return out.getvalue(), [keys[id(s)] for s in storages], storages


def save(obj, name, order="<", with_order=True):
    pickled, keys, storages = dump(obj, False)
    directory = name.split(".")[0]
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_STORED) as target:
        def entry(path, data):
            target.writestr(zipfile.ZipInfo(directory + "/" + path, (1980, 1, 1, 0, 0, 0)), data)

        entry("data.pkl", pickled)
        if with_order:
            entry(".format_version", b"1")
            entry(".storage_alignment", b"64")
            entry("byteorder", b"little" if order == "<" else b"big")
        for key, storage in zip(keys, storages):
            values = storage.values
            entry("data/" + key, values.astype(values.dtype.newbyteorder(order)).tobytes())
        entry("version", b"3\n")
        if with_order:
            entry(".data/serialization_id", b"1234567890")


def save_legacy(obj, name):
    pickled, keys, storages = dump(obj, True)
    sizes = {"short": 2, "int": 4, "long": 4}
    system = {"protocol_version": 1001, "little_endian": True, "type_sizes": sizes}
    with open(HERE / name, "wb") as out:
        for head in (0x1950A86A20F9469CFC6C, 1001, system):
            pickle.dump(head, out, protocol=2)
        out.write(pickled)
        pickle.dump(sorted(keys), out, protocol=2)
        for key in sorted(keys):
            values = storages[keys.index(key)].values
            out.write(struct.pack("<q", values.size) + values.tobytes())


def check(path):
    archive = zipfile.ZipFile(path)
    theirs = archive.read(next(n for n in archive.namelist() if n.endswith("data.pkl")))
    state = collections.OrderedDict()
    for i, (outputs, inputs) in enumerate([(50, 784), (100, 50), (10, 100)], 1):
        state[f"fc{i}.weight"] = tensor(numpy.zeros((outputs, inputs), numpy.float32))
        state[f"fc{i}.bias"] = tensor(numpy.zeros(outputs, numpy.float32))
    assert dump(state, False)[0] == theirs
    print("the same pickle")


if sys.argv[1:2] == ["--check"]:
    check(sys.argv[2])
    sys.exit()

values = numpy.fromfile(HERE / "values.f32", "<f4")
W1, b1, W2, b2 = numpy.split(values, numpy.cumsum([15, 5, 10]))
W1, W2 = W1.reshape(3, 5), W2.reshape(5, 2)
arrays = collections.OrderedDict(W1=W1, b1=b1, W2=W2, b2=b2)
book = collections.OrderedDict((name, tensor(array)) for name, array in arrays.items())
save(book, "network.pt")
save(book, "network_first.pt", with_order=False)
save(book, "network_bigendian.pt", order=">")
save_legacy(book, "network_legacy.pt")

# A checkpoint: all weights and biases views of one storage, matrices transposed by their strides.
flat = Storage(values, "float32")
state = collections.OrderedDict()
state["0.weight"] = Parameter(Tensor(flat, 0, (5, 3), (1, 5)))
state["0.bias"] = Parameter(Tensor(flat, 15, (5,), (1,)))
state["2.weight"] = Tensor(flat, 20, (2, 5), (1, 2))
state["2.bias"] = Tensor(flat, 30, (2,), (1,))
adam = {0: {"step": tensor(numpy.float32(7)), "exp_avg": tensor(W1)}}
checkpoint = {
    "epoch": 3,
    "model_state_dict": state,
    "optimizer_state_dict": {"state": adam, "param_groups": [{"lr": 0.001, "params": [0]}]},
    "loss": 0.25,
    "rng_state": tensor(numpy.arange(8, dtype=numpy.uint8)),
}
save(checkpoint, "checkpoint.pt")
save_legacy(checkpoint, "checkpoint_legacy.pt")

# Numbers that each type has exactly, and what is no weight.
exact = numpy.array([[0.5, -2.0, 3.0], [0.0, 0.25, -1.5]], numpy.float32)
save(
    collections.OrderedDict(
        half=tensor(exact.astype(numpy.float16)),
        bfloat=bfloat16(exact),
        double=tensor(exact.astype(numpy.float64)),
        count=tensor(numpy.int64(9)),
    ),
    "types.pt",
)
