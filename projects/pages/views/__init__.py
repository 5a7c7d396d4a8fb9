"""The pages and what can be clicked on them. Each view finds, calls one verb, and draws."""
