"""«Địa bàn»: the tree of units on any day, search over all orders, the page of a unit."""
