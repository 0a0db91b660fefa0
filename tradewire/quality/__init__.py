"""How good the extraction is: precision, recall and F1 against hand-annotated texts.

A gold document is a JSON file with the spans that an annotator marked in a text and how each should be read.
What counts as right, figure by figure:

=====================  ========================================================================
``mentions``           the same span and an accepted label
``mention spans``      the same span, whatever the label
``entity links``       B-cubed over the matched mentions: one entity just where the gold has one
``quotes``             speech in quotation marks, by the overlap of the spans
``quote speakers``     ... and an accepted speaker
``indirect``           reported speech without marks, by a lesser overlap
``indirect speakers``  ... and an accepted speaker
``items``              item spans that touch, with an accepted class
``item roles``         ... and supplier and recipient country
``item claims``        ... and status
``quantities``         of the matched items: the number or the amount of money
=====================  ========================================================================

An optional annotation is neither a miss when it is left out nor an error when it is found.  Spans pair one to
one, best overlap first.  B-cubed is that of Bagga and Baldwin (1998).
"""

from tradewire.quality.gold import GoldDocument, read_gold
from tradewire.quality.score import FIGURES, Figure, Quality, Slip, measure

__all__ = ["FIGURES", "Figure", "GoldDocument", "Quality", "Slip", "measure", "read_gold"]
