"""Small things that any layer may use and that know nothing of NodePilot."""
