/** Image files: rows name them, and their batches are where they are read and decoded. */
package forwardpass.source.files;
