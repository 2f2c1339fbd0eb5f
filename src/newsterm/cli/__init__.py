"""The shell's side of every verb: parse, call, print. Never imports Textual."""
