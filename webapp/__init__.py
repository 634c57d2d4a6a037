"""The resident's window: choose, prove the e-mail address, fill in, check, submit, My Page."""
