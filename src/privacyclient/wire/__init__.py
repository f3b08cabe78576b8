"""The only door out. It takes an entry of the ledger and nothing else."""
