"""What is measured: the time of the commands, and how many faults of the content are noticed."""
