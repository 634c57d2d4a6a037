"""Storage: the only place of the house (but for the billing island) that speaks SQL."""
