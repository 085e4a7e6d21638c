"""Social assistance, disability, the elderly, the social pension and the cards they give."""
