/**
 * What a set of stored arrays becomes as a network: the formats of weights files, names and order
 * of layers, and which way round matrices are. Each format has a package below this one. Nothing
 * here knows of Spark, and nothing in a file is trusted: what is not exactly weights is refused.
 */
package forwardpass.weights;
