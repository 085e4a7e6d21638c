"""What the law says: one folder a policy domain, one file a legal document."""
