"""Text set in lines of terminal cells."""
