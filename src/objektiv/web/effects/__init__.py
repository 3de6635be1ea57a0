"""Whether actions helped: how an effect will be read, what came out, what a person decided."""
