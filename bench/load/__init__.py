"""Many candidates at once: what the server bears, and what a session costs."""
