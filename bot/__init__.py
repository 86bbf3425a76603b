"""The application: durable jobs in the middle, Telegram and Jimeng at the rim."""
