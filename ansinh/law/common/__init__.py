"""What every policy domain reads: ages, members of a household, where it lives."""
