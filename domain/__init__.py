"""What Kizashi talks about: frozen values, errors and routing. Imports nothing of ours and no third party."""
