"""Writes keras/, the network of make_forms.py as Keras saves it: run with h5py. The layout is that of Keras's own
saving/legacy/hdf5_format.py (Keras 2) and saving/saving_lib.py (Keras 3)."""
import io, json, os, zipfile
import h5py
import numpy as np

os.makedirs(os.path.join(os.path.dirname(__file__), 'keras'), exist_ok=True)
os.chdir(os.path.join(os.path.dirname(__file__), 'keras'))
W1, b1 = np.arange(15, dtype='f4').reshape(3, 5) / 8 - 1, np.arange(5, dtype='f4') / 8
W2, b2 = np.arange(10, dtype='f4').reshape(5, 2) / 8 - .5, np.arange(2, dtype='f4') / 4

def layer(kind, **config): return dict(class_name=kind, config=config)
def dense(name, units, activation): return layer('Dense', name=name, units=units, activation=activation, use_bias=True)
LAYERS = [layer('InputLayer', name='input_1', batch_input_shape=[None, 3]), dense('dense', 5, 'tanh'),
          dense('dense_1', 2, 'softmax')]
SEQUENTIAL = dict(class_name='Sequential', config=dict(name='sequential', layers=LAYERS))

def listed(group, layers, **options):
    group.attrs['layer_names'] = [name.encode() for name, arrays in layers]
    for name, arrays in layers:
        g = group.create_group(name)
        g.attrs['weight_names'] = [f'{name}/{part}:0'.encode() for part in arrays]
        for part, value in arrays.items(): g.create_dataset(f'{name}/{part}:0', data=value, **options)

BOTH = [('input_1', {}), ('dense', dict(kernel=W1, bias=b1)), ('dense_1', dict(kernel=W2, bias=b2))]

def whole(file, config, layers=BOTH, driver={}, **options):
    with h5py.File(file, 'w', **driver) as f:
        f.attrs['keras_version'] = '2.15.0'
        f.attrs['model_config'] = json.dumps(config).encode()
        listed(f.create_group('model_weights'), layers, **options)
        f.create_group('optimizer_weights').attrs['weight_names'] = np.array([], 'S1')

whole('model.h5', SEQUENTIAL)
whole('latest.h5', SEQUENTIAL, driver=dict(libver='latest'))
whole('gzip.h5', SEQUENTIAL, chunks=True, compression='gzip', shuffle=True)
# Keras 1 and early 2: a list for a configuration, and names of arrays as Keras 1 has them.
with h5py.File('old.h5', 'w') as f:
    f.attrs['model_config'] = json.dumps(dict(class_name='Sequential', config=LAYERS[1:])).encode()
    g = f.create_group('model_weights')
    g.attrs['layer_names'] = [b'dense', b'dense_1']
    for name, w, b in (('dense', W1, b1), ('dense_1', W2, b2)):
        h = g.create_group(name)
        h.attrs['weight_names'] = [f'{name}_W'.encode(), f'{name}_b'.encode()]
        h[f'{name}_W'], h[f'{name}_b'] = w, b
# Cut in parts, as Keras does with a list of names that is too long for one attribute.
with h5py.File('parts.weights.h5', 'w') as f:
    listed(f, BOTH)
    del f.attrs['layer_names']
    f.attrs['layer_names0'], f.attrs['layer_names1'] = [b'input_1', b'dense'], [b'dense_1']
# In the order of the layers, whatever they are called.
with h5py.File('named.weights.h5', 'w') as f:
    listed(f, [('b', dict(kernel=W1, bias=b1)), ('flatten', {}), ('a', dict(kernel=W2, bias=b2))])

def traced(file, root='layers', numbers=('', '_1'), arrays=((W1, b1), (W2, b2)), **more):
    with h5py.File(file, 'w') as f:
        f.create_group('vars')
        for number, values in zip(numbers, arrays):
            g = f.create_group(f'{root}/dense{number}/vars')
            for i, value in enumerate(values): g[str(i)] = value
        f.create_group(f'{root}/flatten/vars')
        f.create_group(f'{root}/dropout/vars')
        f[f'{root}/dropout/seed_generator/vars/0'] = np.array([1, 2], 'u4')
        f['optimizer/vars/0'] = 1.5

traced('traced.weights.h5')
traced('traced2.weights.h5', '_layer_checkpoint_dependencies', ('', '_2'))
traced('branch.weights.h5', arrays=((W1, b1), (W1, b1)))
traced('halves.weights.h5', arrays=((W1.astype('f2'), b1.astype('f8')), (W2.astype('>f4'), b2)))

def archive(file, config, weights):
    with zipfile.ZipFile(file, 'w') as z:
        for name, value in (('metadata.json', b'{"keras_version": "3.3.3"}'), ('config.json', json.dumps(config).encode()),
                            ('model.weights.h5', open(weights, 'rb').read())):
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), value)

archive('model.keras', SEQUENTIAL, 'traced.weights.h5')

def functional(use):
    layers = [dict(layer('InputLayer', name='in', batch_shape=[None, 3]), name='in', inbound_nodes=[]),
              dict(dense('out', 2, 'softmax'), name='out', inbound_nodes=use('hidden')),
              dict(dense('hidden', 5, 'tanh'), name='hidden', inbound_nodes=use('in'))]
    return dict(class_name='Functional', config=dict(name='f', layers=layers, input_layers=[['in', 0, 0]],
                                                      output_layers=[['out', 0, 0]]))
tensor = lambda name: dict(class_name='__keras_tensor__', config=dict(shape=[None, 3], keras_history=[name, 0, 0]))
whole('functional.h5', functional(lambda name: [[[name, 0, 0, {}]]]),
      [('in', {}), ('hidden', dict(kernel=W1, bias=b1)), ('out', dict(kernel=W2, bias=b2))])
f3 = functional(lambda name: [dict(args=[tensor(name)], kwargs={})])
f3['config']['layers'][1:] = f3['config']['layers'][:0:-1]
f3['config']['input_layers'], f3['config']['output_layers'] = ['in', 0, 0], ['out', 0, 0]
archive('functional.keras', f3, 'traced.weights.h5')
# Refused: values in another file, a link to one, a filter of others, and an array of which nothing was written.
with h5py.File('link.weights.h5', 'w') as f:
    f['layers/dense/vars/0'] = h5py.ExternalLink('/etc/hostname', '/x')
with h5py.File('external.weights.h5', 'w') as f:
    f.create_dataset('layers/dense/vars/0', (3, 5), 'f4', external=[('/etc/hostname', 0, h5py.h5f.UNLIMITED)])
with h5py.File('empty.weights.h5', 'w') as f: f.create_dataset('layers/dense/vars/0', (3, 5), 'f4')
with h5py.File('holes.weights.h5', 'w') as f:
    f.create_dataset('layers/dense/vars/0', (4, 6), 'f4', chunks=(2, 3))[:2] = 1
with h5py.File('circle.weights.h5', 'w') as f:
    f['layers/dense/vars/0'] = W1
    f['layers/dense/again'] = f['layers']
with h5py.File('arrays.h5', 'w') as f: f['W1'] = W1
