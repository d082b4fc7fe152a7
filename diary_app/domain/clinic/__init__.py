"""Rules of the clinic's desk: what staff look at, decide and settle; pure, over diaries."""
