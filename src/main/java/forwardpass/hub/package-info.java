/** Models as Hugging Face and others keep them: the files of a directory, and what they say. */
package forwardpass.hub;
