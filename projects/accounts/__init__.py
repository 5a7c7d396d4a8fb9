"""How people sign in, and how the first account is made."""
