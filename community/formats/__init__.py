"""How dates and times are written, where Django's own way for a language is not ours (settings.FORMAT_MODULE_PATH)."""
