"""What a coordination and the office write, and what they bear of others."""
