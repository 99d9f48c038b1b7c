"""Bytes to Article: text files, HTML, feeds, JSONL, WARC; cleaning, dating, safe fetching."""
