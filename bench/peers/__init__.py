"""Other engines: scripts that run in their own environments, and what is locked into these."""
