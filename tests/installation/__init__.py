"""docker/: what the images hold, who may reach whom, and the doors in front."""
