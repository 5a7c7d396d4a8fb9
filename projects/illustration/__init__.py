"""What a scene shows, out of its words: a layout, a setting, a hero and supporting parts."""
