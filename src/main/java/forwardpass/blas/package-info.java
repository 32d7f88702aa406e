/** What multiplies matrices: netlib, with OpenBLAS where it can be loaded. */
package forwardpass.blas;
