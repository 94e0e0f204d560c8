"""Files in and out: `lists` reads, classifies and gives back; here is what is kept of a list for one sitting.

Word it owns: sitting (the hours in which an uploaded list is on the machine, seen by its session only).
Nothing here decides about a household: the classes come from `measurement` under the rules of `law`.
"""
