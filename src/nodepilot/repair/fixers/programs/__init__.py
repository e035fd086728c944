"""Programs in Code nodes."""
