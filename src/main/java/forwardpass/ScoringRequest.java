package forwardpass;

/** What a job is to do. */
record ScoringRequest(ImageRequest images, ModelRequest model, OutputRequest output) {}
