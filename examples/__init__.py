"""Laws written in the rule language apart from that of Việt Nam."""
