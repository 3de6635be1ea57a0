"""``python -m offline``: the bundle that installs without the internet and without administrator rights."""
