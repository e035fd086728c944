"""The document's outer shape, names and ids."""
