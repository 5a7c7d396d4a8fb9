"""What a person sees: the pages, their live regions, their forms and what can be clicked."""
