"""Printed forms: what was sent, as official PDF documents.

`forms` says which documents make one form, `content` turns them into what the template
shows, `rendering` has typst set it, `printed` keeps what was made once.
"""
