"""The Next step room: where each workstream stands, what comes next, and the forms that record it.

    register + approach → desk (what one person may be told) → map, next step, gate, history
    form → entry (an Event, or what is wrong beside each field) → preview → record

`routes` serves the parts, `room` is the page that they stand in.
"""
