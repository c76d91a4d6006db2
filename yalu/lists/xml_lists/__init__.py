"""Lists in XML of one record per party: the United Nations, Canada, OFAC's plain format, and others.

`stream` reads records one by one, `nodes` keeps account of what of a record was read, `draft` gathers what they give.
One module per format stands beside them, mostly a table of where each element goes.
"""
