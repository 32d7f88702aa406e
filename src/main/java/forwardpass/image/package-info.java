/** Image files as the grey pixels that a network takes, without Spark. */
package forwardpass.image;
