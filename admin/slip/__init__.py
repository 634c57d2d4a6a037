"""The paper slip (受付票): the only way an application reaches the closed billing system.

A clerk prints it, keys it by hand and a second person checks it, so its legibility is the interface.
This folder turns plain data (:mod:`admin.slip.content`) into a PDF (:mod:`admin.slip.drawing`); it knows
no web framework and no database. Labels are Japanese in every language of the console: it is staff paper.
"""
