"""What a reader types and what stands in the text, brought to one form and compared."""
