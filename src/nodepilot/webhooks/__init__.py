"""Messages from other services: checked, stored, then handled."""
