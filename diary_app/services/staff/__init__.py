"""The people of a clinic's store: accounts, sign-in, signatures."""
