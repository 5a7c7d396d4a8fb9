"""Files of people and of the studio: taken in, and handed out."""
