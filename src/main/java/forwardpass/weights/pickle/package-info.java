/** Pickles of NumPy arrays: a machine that executes them and calls nothing, and a writer. */
package forwardpass.weights.pickle;
