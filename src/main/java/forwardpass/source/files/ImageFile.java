package forwardpass.source.files;

import forwardpass.source.Refusal;

/**
 * A file that has been read.
 *
 * @param directory that it is in
 * @param name its path
 * @param content of an image; of a file that is only named as one, the first bytes, which tell what
 *     it is; null where it is refused unread
 * @param refusal why it is not read; null where it is
 * @param isImage whether it is an image by its content or its name; otherwise it is passed over
 */
record ImageFile(String directory, String name, byte[] content, Refusal refusal, boolean isImage) {}
