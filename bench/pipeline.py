"""What hosted models cost beside the provider: `.venv/bin/python bench/pipeline.py --help`; see pipeline_speed.py."""

from __future__ import annotations

import sys

# Python puts this file's folder first, where a file has the name of a module of the standard library.
sys.path.append(sys.path.pop(0))

from pipeline_speed import main

if __name__ == "__main__":
    main()
