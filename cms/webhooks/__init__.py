"""Tells programs of others that content has come, changed or gone. It reads the editions' ledger; no editor's action waits for it."""
