package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;

/** Makes pictures what is wanted of them, one after the other. */
interface PictureTarget {
  /** How many bytes it makes of a picture. */
  int bytes();

  /**
   * Reads a picture, turns it and makes it as large as is wanted.
   *
   * @param to where the bytes go, once all is read
   * @param at where in there they begin
   * @return what the picture is, as it is stored
   */
  Description read(Picture picture, byte[] to, int at) throws BadImageException;
}
