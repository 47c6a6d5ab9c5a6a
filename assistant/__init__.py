"""Questions in, Answers out: the pipeline, retrieval, answering, and the rooms people use them from."""
