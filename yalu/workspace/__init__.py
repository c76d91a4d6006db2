"""What is kept on disk. The only room that writes to it, besides the reports that a user asks for."""
