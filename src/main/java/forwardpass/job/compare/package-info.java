/** An earlier run beside this one: its report, or its output. */
package forwardpass.job.compare;
