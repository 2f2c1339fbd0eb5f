"""Text in, values out: no clock, no file, no SQL, no screen."""
