"""What the product does its work with: models, graders, indexes, stores."""
