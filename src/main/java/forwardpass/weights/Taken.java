package forwardpass.weights;

import java.util.List;

/**
 * What a file's arrays were taken for.
 *
 * @param source whose names they have, for the user
 * @param saysActivations whether files of that source have the activations of the book
 * @param remarks what was chosen, for the user
 */
record Taken(
    Arrangement arrangement, String source, boolean saysActivations, List<String> remarks) {}
