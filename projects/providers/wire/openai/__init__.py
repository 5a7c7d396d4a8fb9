"""Services that speak as OpenAI's do: many, at many addresses. What each of them can do differs, so
nothing in an answer is believed before it is checked."""
