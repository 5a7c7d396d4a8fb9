"""What a person sees: the pages, their live regions, their forms, and the clicks."""
