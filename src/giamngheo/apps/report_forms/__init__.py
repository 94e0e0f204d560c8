"""Report forms: forms loaded as .xlsx blanks, told where each figure is from, and filled in.

Words: a blank is a loaded sheet as it is; a design says where each cell's figure comes from; a version of a
form is a blank with its design; a filled form is one version for one unit and one period.
"""
