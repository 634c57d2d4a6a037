"""How the pages look, sound and work in a real browser: the thirty checks of `docs/looks.md`."""
