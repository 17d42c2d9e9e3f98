"""The tests. Shared pieces are imported as ``tests.builders`` and so on."""
