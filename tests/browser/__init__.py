"""The main journeys in real Chromium."""
