# SPDX-License-Identifier: Apache-2.0
"""Makes every golden file of this folder again: `python make.py`, or `python make.py losses metrics` for some."""

import importlib
import sys

for name in sys.argv[1:] or ["layers", "losses", "optimizers", "networks", "normalization", "recurrent", "metrics", "initializers"]:
    importlib.import_module(name).make()
