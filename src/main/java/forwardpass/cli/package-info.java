/**
 * The command line: words become a plain request, and whatever goes wrong becomes one message and
 * an exit status. The one place that knows picocli, but for the chapter.
 */
package forwardpass.cli;
