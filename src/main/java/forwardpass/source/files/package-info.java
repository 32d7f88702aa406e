/** Image files as rows, read side by side. */
package forwardpass.source.files;
