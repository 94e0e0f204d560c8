"""Pictures as SVG made by the server: they need no script, print, and are the files that are taken away.

Each is drawn for a width, so that letters keep their size on a phone. Colours differ in lightness, and every
mark carries its words, so that nothing is told by colour alone; bars start at zero. The content policy
forbids styles inside pages: all looks are attributes.
"""

from giamngheo.web.components.pictures.canvas import Drawing, png_of, standalone

__all__ = ["Drawing", "png_of", "standalone"]
