"""The one answer of everything that can't be opened."""


class CannotOpen(Exception):
    """Wrong key, wrong record or changed bytes. It never says which, and holds no content."""
