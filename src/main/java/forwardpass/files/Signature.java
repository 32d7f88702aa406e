package forwardpass.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Binary files that nothing here reads as images, by the bytes that all of them have. */
enum Signature {
  ZIP("a ZIP archive", Advice.UNPACK, 0, "PK\3\4"),
  EMPTY_ZIP("an empty ZIP archive", Advice.UNPACK, 0, "PK\5\6"),
  TAR("a tar archive", Advice.UNPACK, 257, "ustar"),
  SEVEN_ZIP("a 7z archive", Advice.UNPACK, 0, "7z\u00bc\u00af\u0027\u001c"),
  RAR("a RAR archive", Advice.UNPACK, 0, "Rar!\u001a\7"),
  XZ("a file compressed with xz", Advice.UNPACK, 0, "\u00fd7zXZ\0"),
  BZIP2("a file compressed with bzip2", Advice.UNPACK, 0, "BZh"),
  ZSTD("a file compressed with zstd", Advice.UNPACK, 0, "\u0028\u00b5\u002f\u00fd"),
  LZ4("a file compressed with LZ4", Advice.UNPACK, 0, "\u0004\"M\u0018"),
  COMPRESS("a file compressed with compress", Advice.UNPACK, 0, "\u001f\u009d"),
  MATLAB("a MATLAB file (.mat)", Advice.SAVE, 0, "MATLAB "),
  HDF5("an HDF5 file", Advice.SAVE, 0, "\u0089HDF\r\n\u001a\n"),
  NPY("a NumPy array (.npy)", Advice.SAVE, 0, "\u0093NUMPY"),
  ARROW("an Arrow file", Advice.SAVE_TABLE, 0, "ARROW1"),
  FEATHER("a Feather file", Advice.SAVE_TABLE, 0, "FEA1"),
  SQLITE("an SQLite database", Advice.SAVE_TABLE, 0, "SQLite format 3"),
  LMDB("an LMDB database", Advice.SAVE_TABLE, 16, "\u00de\u00c0\u00ef\u00be"),
  PDF("a PDF", Advice.CHECK, 0, "%PDF-"),
  OLE(
      "a file of Windows or Office, such as Thumbs.db",
      Advice.CHECK,
      0,
      "\u00d0\u00cf\u0011\u00e0"),
  WEBP("a WebP image", Advice.CONVERT, 8, "WEBP"),
  RIFF("a sound or a film (RIFF)", Advice.CHECK, 0, "RIFF"),
  TIFF("a TIFF image", Advice.CONVERT, 0, "II*\0"),
  TIFF_BIG_ENDIAN("a TIFF image", Advice.CONVERT, 0, "MM\0*"),
  BIG_TIFF("a TIFF image (BigTIFF)", Advice.CONVERT, 0, "II+\0"),
  BIG_TIFF_BIG_ENDIAN("a TIFF image (BigTIFF)", Advice.CONVERT, 0, "MM\0+"),
  AVIF("an AVIF image", Advice.CONVERT, 4, "ftypavi"),
  HEIC("an HEIC image", Advice.CONVERT, 4, "ftyphei"),
  HEVC("an HEIC image", Advice.CONVERT, 4, "ftyphev"),
  HEIF("an HEIF image", Advice.CONVERT, 4, "ftypmif1"),
  HEIF_SEQUENCE("an HEIF image", Advice.CONVERT, 4, "ftypmsf1"),
  FILM("a film", Advice.CHECK, 4, "ftyp"),
  ICON("an icon of Windows (ICO)", Advice.CONVERT, 0, "\0\0\1\0"),
  JPEG_2000("a JPEG 2000 image", Advice.CONVERT, 0, "\0\0\0\u000cjP"),
  JPEG_XL("a JPEG XL image", Advice.CONVERT, 0, "\0\0\0\u000cJXL"),
  JPEG_XL_BARE("a JPEG XL image", Advice.CONVERT, 0, "\u00ff\n"),
  PHOTOSHOP("a Photoshop image", Advice.CONVERT, 0, "8BPS"),
  EXR("an OpenEXR image", Advice.CONVERT, 0, "v/1\1"),
  DICOM("a DICOM image", Advice.CONVERT, 128, "DICM"),
  FITS("a FITS image", Advice.CONVERT, 0, "SIMPLE  ="),
  GREY_MAP("a netpbm image (PGM)", Advice.CONVERT, 0, "P5\n"),
  PIXEL_MAP("a netpbm image (PPM)", Advice.CONVERT, 0, "P6\n"),
  ELF("a program", Advice.CHECK, 0, "\u007fELF");

  /** What to do. */
  private static final class Advice {
    static final String UNPACK = "unpack it, and give the file or directory that comes out";
    static final String CONVERT = "convert it to PNG or JPEG";
    static final String SAVE = "save its images as IDX, image files, CSV or Parquet";
    static final String SAVE_TABLE = "save its rows as Parquet or CSV";
    static final String CHECK = FileType.CHECK;
  }

  private final FileType type;
  private final int offset;
  private final byte[] bytes;

  Signature(String description, String advice, int offset, String bytes) {
    this.type = FileType.other(description, advice);
    this.offset = offset;
    this.bytes = bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What these first bytes are the beginning of, if it is any of these. */
  static Optional<FileType> of(byte[] head) {
    return Arrays.stream(values())
        .filter(signature -> signature.isAtStartOf(head))
        .findFirst()
        .map(signature -> signature.type);
  }

  private boolean isAtStartOf(byte[] head) {
    int end = offset + bytes.length;
    return head.length >= end && Arrays.equals(head, offset, end, bytes, 0, bytes.length);
  }
}
