"""What the person answered, its history, and the effective state with its cause."""
