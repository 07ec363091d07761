# SPDX-License-Identifier: Apache-2.0
"""Merges and pieces of subword-nmt: python byte_pairs.py > byte_pairs.json"""
import io
import json
import sys

from subword_nmt.apply_bpe import BPE
from subword_nmt.learn_bpe import learn_bpe

TRAIN = ["low low low low low lower lower newest newest newest newest newest newest widest widest widest",
         "banana bananas anna ananas aaaa aaaaa aa caf\u00e9 caf\u00e9s na\u00efve \U0001f600\U0001f600 \U0001f600a \u4e2d\u6587 \u4e2d\u56fd"]
TEXTS = ["lowest newer wider banana aaaaaaa", "caf\u00e9 \U0001f600\U0001f600a \u4e2d\u6587 q", "anna's nananana"]


def case(merges):
    codes = io.StringIO()
    learn_bpe(io.StringIO("\n".join(TRAIN)), codes, merges, min_frequency=2)
    codes.seek(0)
    lines = codes.read().splitlines()
    codes.seek(0)
    bpe = BPE(codes)
    return {"merges": lines[1:], "pieces": [bpe.process_line(text) for text in TEXTS]}


json.dump({"train": TRAIN, "texts": TEXTS, "cases": [case(3), case(10), case(40)]}, sys.stdout, indent=0)
