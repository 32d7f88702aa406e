/** What the chapter shows: curves, bars and images, each as a picture and as text. */
package forwardpass.chapter.plot;
