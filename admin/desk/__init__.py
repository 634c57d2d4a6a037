"""What the staff does to applications, one act a file: plain functions that know the store and no Flask."""
