"""Software for the national target programme on sustainable poverty reduction of Viet Nam."""

__version__ = "0.1.0"
