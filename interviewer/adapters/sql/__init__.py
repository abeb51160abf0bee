"""Notes and sessions in SQLite or Postgres."""
