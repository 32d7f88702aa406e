/** Networks of dense layers as Keras saves them: HDF5, or a zip with HDF5 in it. */
package forwardpass.weights.keras;
