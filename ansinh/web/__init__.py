"""The office: the registry and the officer's working day, as a Django application."""
