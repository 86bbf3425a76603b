"""Programs that are measured in a process of their own and write what they found as JSON."""
