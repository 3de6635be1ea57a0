"""The calendar of procedures, imports of results, runs of the analysis."""
