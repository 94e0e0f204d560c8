"""How the product is put together: settings, addresses, servers and the command line."""
