"""The Library room: the papers there are, their pages, and adding, replacing and retiring them.

    browser → routes → desk → working → ingest.some        one job after the other
    routes → listing → list_page, paper_page, add_page     what a person may read, as HTML

`folder` says where uploaded papers are kept, `names` what they may be called.
"""
