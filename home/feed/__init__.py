"""/feed/: what neighbours of every kind publish and what the city answers, newest first, with an end."""
