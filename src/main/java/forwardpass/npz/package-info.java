/** Images and labels as arrays in NumPy's files, read as streams. */
package forwardpass.npz;
