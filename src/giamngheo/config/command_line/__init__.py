"""The command line `giamngheo`: one module for a command, with `add_parser(subparsers)` and `run(args)`."""
