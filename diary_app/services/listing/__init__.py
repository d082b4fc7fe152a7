"""What ``list`` shows: complete, ordered rows of plain JSON values."""
