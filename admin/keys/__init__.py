"""Keys of the desk: made, shown, rotated, tried, split, resealed, destroyed. Each act leaves an event."""
