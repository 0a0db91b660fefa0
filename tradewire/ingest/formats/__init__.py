"""One module per format; each reader is a class with `accepts` and `read` (`tradewire.ingest.readers`)."""
