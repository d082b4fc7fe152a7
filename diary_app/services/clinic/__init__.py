"""What the clinic's window and commands ask: one service a file."""
