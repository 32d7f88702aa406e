/** What there is to know of tasks: their memory, how they failed, how long they took. */
package forwardpass.tasks;
