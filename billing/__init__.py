"""The stand-in for the closed billing system (水道料金システム).

It is an island: it shares no code, no database and no network with the reception desk. The only way in is a
clerk who types what a sheet of paper says; the only way out is a customer number that the clerk reads back.
"""
