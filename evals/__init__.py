"""Scoring briefs against golden cases."""
