"""Reading English closely: words, sentences, numbers, dates, names and quotations in a text.

Pure functions over strings, used by every stage; nothing here knows what an article is.
"""
