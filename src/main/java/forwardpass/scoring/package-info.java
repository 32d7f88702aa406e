/**
 * Batches of images through the network, in tasks, and counts that stay exact whatever is run
 * again.
 */
package forwardpass.scoring;
