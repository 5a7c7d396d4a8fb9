"""Photos and videos from people: checked, decoded apart, and stripped before they are kept."""
