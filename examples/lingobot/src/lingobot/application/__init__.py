"""Use cases: the domain put to work through the ports."""
