"""From stories to a draft: prompts, token budget, schema and the writers."""
