"""From notes to an index: files -> sections -> key points -> chunks -> Chroma."""
