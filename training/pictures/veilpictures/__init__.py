"""Training of the networks that look at pictures."""
