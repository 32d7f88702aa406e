package forwardpass.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Formats that people have images in, or mistake for images, and that are not read: told by a few
 * bytes, whatever the file's name.
 *
 * @param magic a regular expression over those bytes as ISO 8859-1
 * @param advice what to do about it
 */
record OtherFormat(String name, String magic, String advice) {
  private static final int HEAD_BYTES = 1024;
  private static final String CONVERT = "convert it to PNG or JPEG";

  private static final List<OtherFormat> ALL =
      List.of(
          new OtherFormat("WebP", "RIFF....WEBP", CONVERT),
          new OtherFormat("TIFF", "II[*+]\0|MM\0[*+]", CONVERT),
          new OtherFormat("a raw picture of a camera", "II(RO|RS|U\0)|FUJIFILMCCD-RAW", CONVERT),
          new OtherFormat("AVIF", "....ftypavi[fs]", CONVERT),
          new OtherFormat("HEIC", "....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", CONVERT),
          new OtherFormat("a film", "....ftyp|RIFF....AVI |\u001aE\u00df\u00a3", CONVERT),
          new OtherFormat("JPEG 2000", "\0\0\0\u000cjP  |\u00ffO\u00ffQ", CONVERT),
          new OtherFormat("JPEG XL", "\0\0\0\u000cJXL |\u00ff\n", CONVERT),
          new OtherFormat("SVG", "(?i)[\u00ef\u00bb\u00bf\\s]*(<\\?xml.*)?<svg[\\s>]", CONVERT),
          new OtherFormat("PDF", "%PDF-", CONVERT),
          new OtherFormat("PostScript", "%!PS", CONVERT),
          new OtherFormat("PSD (Photoshop)", "8BPS", CONVERT),
          new OtherFormat("XCF (GIMP)", "gimp xcf", CONVERT),
          new OtherFormat("ICO", "\0\0[\u0001\u0002]\0[^\0]\0", CONVERT),
          new OtherFormat("Netpbm", "P[1-7f]\\s", CONVERT),
          new OtherFormat("QOI", "qoif", CONVERT),
          new OtherFormat("DDS", "DDS ", CONVERT),
          new OtherFormat("OpenEXR", "v/1\u0001", CONVERT),
          new OtherFormat("Radiance HDR", "#\\?(RADIANCE|RGBE)", CONVERT),
          new OtherFormat("FITS", "SIMPLE  =", CONVERT),
          new OtherFormat("DICOM", ".{128}DICM", CONVERT),
          new OtherFormat("WMF or EMF", "\u00d7\u00cd\u00c6\u009a|\u0001\0\0\0.{36} EMF", CONVERT),
          new OtherFormat(
              "a web page", "(?i)[\u00ef\u00bb\u00bf\\s]*(<!doctype html|<html)", "fetch it again"),
          new OtherFormat(
              "a pointer of Git LFS", "version https://git-lfs", "fetch it with git lfs pull"),
          new OtherFormat("a zip file", "PK[\u0003\u0005]", "unpack it"),
          new OtherFormat("a gzipped file", "\u001f\u008b", "unpack it"),
          new OtherFormat("a 7z file", "7z\u00bc\u00af", "unpack it"),
          new OtherFormat("a RAR file", "Rar!", "unpack it"),
          new OtherFormat("a tar file", ".{257}ustar", "unpack it"),
          new OtherFormat(
              "an IDX file",
              "\0\0[\u0008-\u000e][\u0001-\u0004]\0",
              "score it by itself, with --format idx"));

  /** Whether it is such a file. */
  private boolean matches(String head) {
    return Pattern.compile(magic, Pattern.DOTALL).matcher(head).lookingAt();
  }

  /** Names a file that is no PNG, JPEG, BMP or GIF. */
  static Optional<OtherFormat> of(byte[] encoded) {
    String head =
        new String(encoded, 0, Math.min(encoded.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
    return ALL.stream().filter(format -> format.matches(head)).findFirst();
  }
}
