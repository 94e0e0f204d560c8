"""One folder = one national target programme: projects, sub-projects, groups, contents, national targets."""
