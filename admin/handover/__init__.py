"""Hand-over at the end of a contract: all of it to the city, under its key; then erased, with a protocol."""
