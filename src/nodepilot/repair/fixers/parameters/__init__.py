"""Parameter names, values and shapes."""
