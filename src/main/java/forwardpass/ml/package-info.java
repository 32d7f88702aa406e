/** Networks as stages of Spark ML and functions of Spark SQL, and training by MLlib. */
package forwardpass.ml;
