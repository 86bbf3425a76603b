"""Doubles of our own ports. Each passes the contract suite that the real one passes."""
