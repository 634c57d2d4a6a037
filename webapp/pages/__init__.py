"""Views: they translate HTTP into acts at the counter, and nothing else."""
