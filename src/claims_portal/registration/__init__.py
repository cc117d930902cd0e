"""How an organisation comes to the portal: it applies, a registrar decides, it is founded.

`sections` is what is asked and `registers` the numbers of the regulators; `applying` are the
applicant's verbs and `deciding` the registrar's; `checks` is what the portal found out for
them; `founding` makes the organisation. `claim_types` is the one thing an organisation
applies for later.
"""
