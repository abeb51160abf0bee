"""The vocabulary of the product: pure values and rules, standard library only."""
