"""The network of parties and links: what surrounds a party, and which gaps the lists leave.

Takes plain entities and links; knows nothing of files, lists' formats or HTTP.
"""
