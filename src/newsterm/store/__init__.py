"""The only room that knows SQLite: what is kept, and how it is read and changed."""
