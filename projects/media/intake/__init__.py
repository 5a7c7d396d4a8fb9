"""Takes in photos and videos from people: checked, decoded apart, and stripped of other data."""
