"""After an incident: whose records could have been seen, by the event log; a draft of the report. Only reads."""
