"""A made-up trial for a clinic's store: people who do not exist, marked as sample data.

``people`` draws who they are, ``at_home`` what they write down, ``at_clinic``
what staff write, ``pen`` turns lines into entries of their own diaries, and
``trial`` brings all of it into a store the way real diaries come in. The same
day and seed give the same trial (the clinic's own ids apart). Nobody's data.
"""
