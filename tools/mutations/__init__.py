"""Plants known defects into workflows that have none, and measures what is seen and what is mended."""
