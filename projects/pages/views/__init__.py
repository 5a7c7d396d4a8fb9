"""The pages and the clicks on them. Each view finds the project, calls one verb, and draws."""
