"""The visit summary: as data that tests can read, and as a PDF."""
