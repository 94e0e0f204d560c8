"""What people see: thin pages that ask queries and call actions."""
