"""What is carried by stick: listed by its hashes, signed by the organisation, checked before it is taken in."""
