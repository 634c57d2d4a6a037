"""The drawing of the zones that the board was shown (別紙1), filled with what is really there now."""
