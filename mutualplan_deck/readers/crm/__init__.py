"""Exports of a CRM or a task tool: text files that become sheets, deals, and records that refer to others."""
