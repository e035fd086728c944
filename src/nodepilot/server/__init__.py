"""The HTTP face: routes, guards, the web page."""
