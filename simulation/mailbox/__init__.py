"""The mailboxes of all residents of the rehearsal: a mail server that keeps, and a page to read them."""
