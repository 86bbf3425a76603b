"""The rim of the bot: ports made real over Telegram and the picture service."""
