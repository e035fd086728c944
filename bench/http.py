"""How fast the server answers: `.venv/bin/python bench/http.py --help`; what is measured is in server_speed.py."""

from __future__ import annotations

import sys

# Python puts this file's folder first, where `http` would be this file and not the standard library's.
sys.path.append(sys.path.pop(0))

from server_speed import main

if __name__ == "__main__":
    main()
