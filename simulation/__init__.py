"""The rehearsal: a whole demo on one machine, its residents, their mailboxes, its time."""
