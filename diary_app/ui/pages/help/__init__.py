"""Help: the clinic's number, what the study plan says to do, and how the program works."""
