"""From the words of a party to the entity and its country."""
