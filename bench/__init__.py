"""Figures that must not get worse, taken on the machine at hand: `make bench`.

Rule: what is compared is measured in one run and by turns, so that a busy machine slows both sides
alike; each figure's meaning is written down in docs/bench.md. Nothing here imports the tests.
"""
