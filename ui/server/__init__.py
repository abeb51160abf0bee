"""Routes of the server beside the pages: one module a subject."""
