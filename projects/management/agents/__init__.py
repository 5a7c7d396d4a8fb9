"""The studio as tools for agents, over the Model Context Protocol. It asks the JSON API as any
other program does, and knows neither models nor database: so it runs on any machine."""
