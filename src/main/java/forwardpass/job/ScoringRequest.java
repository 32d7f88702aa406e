package forwardpass.job;

/** What a job is to do. */
public record ScoringRequest(ImageRequest images, ModelRequest model, OutputRequest output) {}
