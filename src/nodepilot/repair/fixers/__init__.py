"""One file for each kind of defect; `registry.py` beside this folder puts them in order."""
