"""Bad days: processes killed, a server restarted, a full disk, a clock that jumps; real processes throughout."""
