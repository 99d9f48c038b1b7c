"""From a brief to the terminal, Markdown, HTML and JSON."""
