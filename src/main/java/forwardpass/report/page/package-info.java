/** The report as a page, section by section. */
package forwardpass.report.page;
