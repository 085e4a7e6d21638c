"""What people ask of basic services: the facts of each domain."""
