"""The pages that staff and evaluators see, before a real browser: console, billing, desk, practice mailbox."""
