"""Connections and the ports that they join."""
