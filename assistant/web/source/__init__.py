"""Opening a citation in its place: the page with the quote boxed, or its section."""
