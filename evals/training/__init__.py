"""How the numbers that are shipped were made."""
