"""What the layers hand to each other: frozen dataclasses, standard library only."""
