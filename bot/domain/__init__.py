"""Words and decisions of the bot. Pure: no clock, no chance, no I/O; both arrive as arguments."""
