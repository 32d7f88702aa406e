/** Images in NumPy's files. */
package forwardpass.source.arrays;
