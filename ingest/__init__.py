"""Files in, Library out: readers, structure, passages, embedding and the Library itself."""
