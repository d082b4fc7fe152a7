"""Keys: slots that wrap the data key, and their derivation from a passphrase."""
