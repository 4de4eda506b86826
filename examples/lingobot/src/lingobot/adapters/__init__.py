"""Implementations of the ports, and the HTTP face."""
