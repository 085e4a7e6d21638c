"""Free legal aid."""
