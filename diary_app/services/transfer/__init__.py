"""The hand-over between clinic and patient: set-up file, sealed file, receipt."""
