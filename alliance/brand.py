"""What stands for the alliance wherever it is named or drawn."""

NAME = "Bündnis.Weiterbildung.Ruhr"
# Eight equal stops on one line that bends as the rivers do, in a box of 96 by 32.
STOPS = ((5, 24), (17, 14), (30, 18), (42, 12), (54, 20), (67, 16), (79, 22), (91, 8))
# The stylesheet has so many colours for cities and drawn marks.
HUES = 8
