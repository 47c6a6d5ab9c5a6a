"""The room of the audit log: who did what, for administrators, within what each may read."""
