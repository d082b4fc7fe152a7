"""The pages: each is handed its services, calls one of them for an act, and shows what comes back."""
