"""How a month is paid: one file for each stage of the sum.

A stage takes what is known so far and yields lines; which stages there are, in what order, and every number, is the
rulebook's.
"""
