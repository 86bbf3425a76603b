"""Text with formatting: three parse modes, entities given by the bot, and automatic detection."""
