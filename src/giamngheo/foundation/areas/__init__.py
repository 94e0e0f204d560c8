"""Areas through time: units of administration, what they were called, where they belonged, what came after.

Words: an area lives while it is `valid`; a version is its name, kind and parent for a time; a succession
leads from an ended area to what came after it; a batch is a change of units, prepared by one person and put
in force by another; containment is which area lies within which, on which days, former units included.
"""
