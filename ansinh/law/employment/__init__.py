"""Jobs: loans, vocational training, work abroad, public works."""
