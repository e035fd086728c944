"""Node types and typeVersions."""
