"""baekken: pelvic pain in pregnancy and after birth, asked about and sorted by checked rules.

Offline and private. Not a diagnosis and not a medical device. The Python interface:

>>> from baekken_cli.loader import load_content
>>> from baekken_cli.classify import classify
"""

__version__ = "0.1.0"
