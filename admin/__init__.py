"""The console of the call centre: read on a registered terminal, print, key by hand, have it checked."""
