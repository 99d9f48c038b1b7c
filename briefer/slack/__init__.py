"""The brief in Slack: asked for, posted every morning, reported on.

Nothing is promised to Slack before it is in the store: a request becomes a job, a message a row
of the outbox. So a process may be killed at any moment, or run twice.
"""
