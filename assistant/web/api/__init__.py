"""The same answers for programs, under the same rights: `/api/v1` and the tools of MCP."""
