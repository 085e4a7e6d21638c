"""What a registry snapshot is checked for; :mod:`ansinh.people.check` is the way in."""
