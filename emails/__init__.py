"""The post room: letters, the outbox, and the postman, who alone speaks SMTP and holds the key to the mails."""
