"""The rules of the counter: no Flask, no SMTP, no private key.

Procedures, the life of an application, calendars, sealing, storage, the audit chain and retention.
"""
