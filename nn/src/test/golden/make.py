# SPDX-License-Identifier: Apache-2.0
"""Makes every golden file of this folder again: `python make.py`, or `python make.py losses metrics` for some."""

import importlib
import sys

NAMES = ["layers", "losses", "optimizers", "networks", "normalization", "recurrent", "graphs", "metrics", "initializers"]

for name in sys.argv[1:] or NAMES:
    importlib.import_module(name).make()
