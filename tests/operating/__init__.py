"""How the processes behave under whoever runs them: start, health, metrics, logs, reload, load."""
