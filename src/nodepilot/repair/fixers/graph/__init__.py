"""How nodes are connected as a whole."""
