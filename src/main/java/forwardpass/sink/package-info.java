/** Where predictions go: complete or not there, and written by one run at a time. */
package forwardpass.sink;
