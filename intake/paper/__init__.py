"""What every paper of the house needs: fonts, glyphs, and the typesetter. Knows no record and no key."""
