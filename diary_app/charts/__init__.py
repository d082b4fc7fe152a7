"""Data to shapes: the layout of every chart, painted by the window and by the PDF alike."""
