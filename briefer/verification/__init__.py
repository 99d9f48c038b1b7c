"""From a draft to verified claims: every claim against exactly the passages it cites."""
