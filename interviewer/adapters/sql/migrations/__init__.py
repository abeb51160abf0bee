"""What made the tables, step by step. A new step goes into versions/, and its revision here."""

HEAD = "0015"
