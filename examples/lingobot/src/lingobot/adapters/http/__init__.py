"""The HTTP face: routes and their shapes."""
