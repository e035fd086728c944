"""What answers cost: lots, holds, and a ledger."""
