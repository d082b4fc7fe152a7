"""From what somebody tells (a record line) to a checked act. One door for window and command line."""
