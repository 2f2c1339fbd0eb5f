"""One module a verb: plain functions, the store first, a value out. They never print."""
