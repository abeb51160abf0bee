"""Every page in its states, without a browser."""
