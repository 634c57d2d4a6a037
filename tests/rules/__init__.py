"""The rules of the counter, tested with real parts: real keys, a real database, the shipped town."""
