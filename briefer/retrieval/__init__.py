"""From a day to ranked, de-duplicated stories with evidence passages."""
