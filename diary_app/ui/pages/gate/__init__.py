"""The pages before the diary is open: welcome, passphrase, treatment, unlock, problem."""
