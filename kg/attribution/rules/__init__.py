"""Rules that propose attributions, one construction a module; each yields proposals, none decides."""
