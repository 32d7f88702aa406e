/** Descriptions of files for people: what format a file has, what it holds, and its checksum. */
package forwardpass.inspect;
