/** What the job knows of networks, whatever runs them. */
package forwardpass.model;
