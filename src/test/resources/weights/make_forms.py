"""Writes forms/: one network, 3-5-2, as people save it. Its values are multiples of 1/8, so that float16 has them."""
import gzip, os, pickle
from collections import OrderedDict
import numpy as np

os.makedirs(os.path.join(os.path.dirname(__file__), 'forms'), exist_ok=True)
os.chdir(os.path.join(os.path.dirname(__file__), 'forms'))
W1, b1 = np.arange(15, dtype='f4').reshape(3, 5) / 8 - 1, np.arange(5, dtype='f4') / 8
W2, b2 = np.arange(10, dtype='f4').reshape(5, 2) / 8 - .5, np.arange(2, dtype='f4') / 4
book = dict(W1=W1, b1=b1, W2=W2, b2=b2)
torch = OrderedDict([('fc1.weight', W1.T), ('fc1.bias', b1), ('fc2.weight', W2.T), ('fc2.bias', b2)])

def dump(name, value, protocol=4):
    with open(name + '.pkl', 'wb') as out: pickle.dump(value, out, protocol)

class Python2(OrderedDict):
    def __reduce__(self): return OrderedDict, ([list(item) for item in self.items()],)

for protocol in range(6): dump(f'ordered_{protocol}', torch, protocol)
for protocol in range(6): dump(f'list_{protocol}', [W1, b1, W2, b2], protocol)
dump('ordered_python2', Python2(torch), 2)
state = OrderedDict(torch); state._metadata = OrderedDict([('', {'version': 1}), ('fc1', {'version': 1})])
dump('ordered_with_metadata', state, 2)
dump('tuple', (W1, b1, W2, b2))
dump('list_of_pairs', [(W1, b1), (W2, b2)])
dump('list_turned', [W1.T, b1, W2.T, b2])
dump('list_weights_first', [W1, W2, b1, b2])
dump('lists', ([W1, W2], [b1.reshape(-1, 1), b2.reshape(-1, 1)]))
dump('dict_of_lists', dict(weights=[W1, W2], biases=[b1, b2]))
dump('scikit_learn', dict(coefs_=[W1, W2], intercepts_=[b1, b2]))
dump('columns', {k: v.reshape(-1, 1) if v.ndim == 1 else v for k, v in book.items()})
dump('rows', {k: v.reshape(1, -1) if v.ndim == 1 else v for k, v in book.items()})
dump('half', {k: v.astype('f2') for k, v in book.items()})
dump('half_bigendian', {k: v.astype('>f2') for k, v in book.items()}, 2)
dump('keras2', {'dense/kernel:0': W1, 'dense/bias:0': b1, 'dense_1/kernel:0': W2, 'dense_1/bias:0': b2})
dump('keras2_prefix', {'model/dense/kernel:0': W1, 'model/dense/bias:0': b1, 'model/dense_1/kernel:0': W2, 'model/dense_1/bias:0': b2})
dump('flax', {'params': {'Dense_0': {'kernel': W1, 'bias': b1}, 'Dense_1': {'kernel': W2, 'bias': b2}}})
dump('other_order', {'hidden.weight': W1.T, 'hidden.bias': b1, 'classes.weight': W2.T, 'classes.bias': b2})
dump('checkpoint', {'epoch': 7, 'lr': .01, 'state_dict': torch})
dump('with_numbers', {**book, 'epoch': 7, 'lr': 1e-3, 'loss': np.float32(.5), 'step': np.int64(9), 'scale': np.array(2), 'note': 'good', 'sizes': [3, 5, 2], 'names': np.array(['a', 'bc']), 'done': True, 'none': None})
dump('with_numbers_0', {**book, 'epoch': 7, 'lr': 1e-3, 'loss': np.float64('nan'), 'text': b'x'}, 0)
np.savez('list.npz', W1, b1, W2, b2)
np.savez('weights_first.npz', W1, W2, b1, b2)
np.savez('with_numbers.npz', **book, epoch=7, lr=np.float64(1e-3), names=np.array(['a', 'bc']))
for name, level in (('book.pkl.gz', 9), ('called_pkl', 9)):
    with open(name, 'wb') as out: out.write(gzip.compress(pickle.dumps(book), level, mtime=0))
with open('members.gz', 'wb') as out:
    whole = pickle.dumps(book); out.write(gzip.compress(whole[:100], mtime=0) + gzip.compress(whole[100:], mtime=0))
with open('list.npz', 'rb') as whole, open('list.npz.gz', 'wb') as out: out.write(gzip.compress(whole.read(), mtime=0))
# without biases
dump('book_no_bias', dict(W1=W1, W2=W2))
dump('own_network', dict(who=W2.T, wih=W1.T))
dump('matrices', dict(first=W1, second=W2))
dump('list_no_bias', [W1, W2])
# what is no network
dump('images', dict(train_img=np.zeros((3, 4), 'u1'), train_label=np.zeros(3, 'u1'), test_img=np.zeros((3, 4), 'u1'), test_label=np.zeros(3, 'u1')))
dump('images_in_tuples', tuple((np.zeros((3, 4), 'f4'), np.zeros(3, 'i8')) for _ in range(3)), 2)
np.savez('images.npz', x_train=np.zeros((3, 2, 2), 'u1'), y_train=np.zeros(3, 'u1'))
