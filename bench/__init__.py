"""What measures the product. Each module runs by one make target."""
