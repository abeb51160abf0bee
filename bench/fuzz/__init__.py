"""A million mutated inputs against everything that reads what others wrote."""
