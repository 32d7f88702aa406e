/**
 * Pictures made as large as a network takes them, byte for byte as Pillow and torchvision do it.
 */
package forwardpass.image.resize;
