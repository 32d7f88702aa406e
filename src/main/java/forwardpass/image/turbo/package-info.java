/** libjpeg-turbo, where its native library loads. */
package forwardpass.image.turbo;
