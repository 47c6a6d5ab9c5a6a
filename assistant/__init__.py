"""Questions in, Answers out: the pipeline, retrieval, answering, and the rooms for people."""
