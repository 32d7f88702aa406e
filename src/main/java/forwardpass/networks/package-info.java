/** Reads networks of all kinds of files, on any file system. */
package forwardpass.networks;
