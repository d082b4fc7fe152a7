"""What the clinic hands to one patient: the set-up file with its code, and the receipt."""
