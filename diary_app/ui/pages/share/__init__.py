"""Share: the visit summary as a PDF, looked at first or saved where the person chooses."""
