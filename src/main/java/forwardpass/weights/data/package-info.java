/**
 * Arrays as files store them, in any format: types of numbers, shapes, orders in memory, limits,
 * and the failures that name a place in a file.
 */
package forwardpass.weights.data;
