"""The people, the paper and the premises of one whole day."""
