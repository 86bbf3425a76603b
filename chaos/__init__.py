"""The chaos suite: the real bot against the playground, while both services misbehave and it dies.

Rule: it looks from outside only. What is asserted comes from the services' own books and journal
and from what stands in people's chats, never from the bot's database or log. The order of what
happens follows from the seed; its timing does not.
"""
