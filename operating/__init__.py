"""What an operator does besides running the bot: backup, restore, keys, doctor.

Each command is a function of the settings and its arguments that prints what it did and gives the
exit status. None of them needs the bot to be stopped, except `restore`, which refuses otherwise.
"""

from __future__ import annotations
