package forwardpass.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A kind of binary file that nothing here reads as images, told by the bytes that all of it have.
 *
 * @param bytes as ISO 8859-1
 */
record Signature(FileType type, int offset, String bytes) {
  private static final int LEAST_PREAMBLE = 128;

  /** What to do. */
  private static final class Advice {
    static final String UNPACK = "unpack it, and give the file or directory that comes out";
    static final String CONVERT = "convert it to PNG or JPEG";
    static final String SAVE = "save its images as IDX, image files, CSV or Parquet";
    static final String SAVE_TABLE = "save its rows as Parquet or CSV";
    static final String CHECK = FileType.CHECK;
  }

  private static final List<Signature> ALL =
      List.of(
          of("a ZIP archive", Advice.UNPACK, 0, "PK\3\4"),
          of("an empty ZIP archive", Advice.UNPACK, 0, "PK\5\6"),
          new Signature(FileType.read(FileFormat.WEBDATASET.id(), true), 257, "ustar"),
          of("a 7z archive", Advice.UNPACK, 0, "7z\u00bc\u00af'\u001c"),
          of("a RAR archive", Advice.UNPACK, 0, "Rar!\u001a\7"),
          of("a file compressed with xz", Advice.UNPACK, 0, "\u00fd7zXZ\0"),
          of("a file compressed with bzip2", Advice.UNPACK, 0, "BZh"),
          of("a file compressed with zstd", Advice.UNPACK, 0, "(\u00b5/\u00fd"),
          of("a file compressed with LZ4", Advice.UNPACK, 0, "\u0004\"M\u0018"),
          of("a file compressed with compress", Advice.UNPACK, 0, "\u001f\u009d"),
          of("a MATLAB file (.mat)", Advice.SAVE, 0, "MATLAB "),
          of("an HDF5 file", Advice.SAVE, 0, "\u0089HDF\r\n\u001a\n"),
          of("an Arrow file", Advice.SAVE_TABLE, 0, "ARROW1"),
          of("a Feather file", Advice.SAVE_TABLE, 0, "FEA1"),
          of("an SQLite database", Advice.SAVE_TABLE, 0, "SQLite format 3"),
          of("an LMDB database", Advice.SAVE_TABLE, 16, "\u00de\u00c0\u00ef\u00be"),
          of("a PDF", Advice.CHECK, 0, "%PDF-"),
          of(
              "a file of Windows or Office, such as Thumbs.db",
              Advice.CHECK,
              0,
              "\u00d0\u00cf\u0011\u00e0"),
          of("a WebP image", Advice.CONVERT, 8, "WEBP"),
          of("a sound or a film (RIFF)", Advice.CHECK, 0, "RIFF"),
          of("a TIFF image", Advice.CONVERT, 0, "II*\0"),
          of("a TIFF image", Advice.CONVERT, 0, "MM\0*"),
          of("a TIFF image (BigTIFF)", Advice.CONVERT, 0, "II+\0"),
          of("a TIFF image (BigTIFF)", Advice.CONVERT, 0, "MM\0+"),
          of("an AVIF image", Advice.CONVERT, 4, "ftypavi"),
          of("an HEIC image", Advice.CONVERT, 4, "ftyphei"),
          of("an HEIC image", Advice.CONVERT, 4, "ftyphev"),
          of("an HEIF image", Advice.CONVERT, 4, "ftypmif1"),
          of("an HEIF image", Advice.CONVERT, 4, "ftypmsf1"),
          of("a film", Advice.CHECK, 4, "ftyp"),
          of("an icon of Windows (ICO)", Advice.CONVERT, 0, "\0\0\1\0"),
          of("a JPEG 2000 image", Advice.CONVERT, 0, "\0\0\0\u000cjP"),
          of("a JPEG XL image", Advice.CONVERT, 0, "\0\0\0\u000cJXL"),
          of("a JPEG XL image", Advice.CONVERT, 0, "\u00ff\n"),
          of("a Photoshop image", Advice.CONVERT, 0, "8BPS"),
          of("an OpenEXR image", Advice.CONVERT, 0, "v/1\1"),
          of("a DICOM image", Advice.CONVERT, 128, "DICM"),
          of("a FITS image", Advice.CONVERT, 0, "SIMPLE  ="),
          of("a netpbm image (PGM)", Advice.CONVERT, 0, "P5\n"),
          of("a netpbm image (PPM)", Advice.CONVERT, 0, "P6\n"),
          of("a program", Advice.CHECK, 0, "\u007fELF"));

  private static Signature of(String description, String advice, int offset, String bytes) {
    return new Signature(FileType.other(description, advice), offset, bytes);
  }

  /** What these first bytes are the beginning of, if it is any of these. */
  static Optional<FileType> of(byte[] head) {
    return ALL.stream()
        .filter(signature -> signature.isAtStartOf(head))
        .findFirst()
        .map(Signature::type);
  }

  /**
   * As {@link #of}, of formats that begin with anything: a tar archive with the name of its first
   * file, a DICOM image with what its writer likes.
   */
  static Optional<FileType> behindAnything(byte[] head) {
    return ALL.stream()
        .filter(signature -> signature.offset() >= LEAST_PREAMBLE && signature.isAtStartOf(head))
        .findFirst()
        .map(Signature::type);
  }

  private boolean isAtStartOf(byte[] head) {
    byte[] magic = bytes.getBytes(StandardCharsets.ISO_8859_1);
    int end = offset + magic.length;
    return head.length >= end && Arrays.equals(head, offset, end, magic, 0, magic.length);
  }
}
