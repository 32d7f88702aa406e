/** Networks as stages of Spark ML and functions of Spark SQL, and MLlib's own perceptrons. */
package forwardpass.ml;
