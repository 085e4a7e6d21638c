"""Social, health and unemployment insurance."""
