"""What the operator keeps for everybody: notices, lists, holidays, the agreement."""
