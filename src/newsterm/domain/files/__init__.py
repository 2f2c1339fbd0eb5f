"""The files of a library as text: read into values, checked, and written back."""
