/** Images as they come to the scorer, whatever they were read from. */
package forwardpass.source;
