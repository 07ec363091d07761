# SPDX-License-Identifier: Apache-2.0
"""Makes every golden file of this folder again: `python make.py`, or `python make.py losses metrics` for some."""

import importlib
import sys

<<<<<<< HEAD
for name in sys.argv[1:] or ["layers", "losses", "optimizers", "networks", "normalization", "recurrent", "metrics", "initializers"]:
=======
for name in sys.argv[1:] or ["layers", "losses", "optimizers", "networks", "normalization", "metrics", "initializers", "graphs"]:
>>>>>>> 7a82962 (Lambda, drawings of networks, summaries of shared layers, and graphs against Keras)
    importlib.import_module(name).make()
