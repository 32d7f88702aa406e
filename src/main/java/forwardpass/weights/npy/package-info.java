/** NumPy's own formats: npy, which holds one array, and npz, a zip of them. */
package forwardpass.weights.npy;
