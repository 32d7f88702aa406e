package forwardpass.files;

/**
 * What a directory has an entry for, links followed.
 *
 * @param name without the directory's
 * @param length in bytes, of a file
 * @param modified when, in milliseconds since 1970
 */
record DirectoryEntry(String name, boolean isDirectory, long length, long modified) {}
