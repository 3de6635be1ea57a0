"""Operations, one noun a module. Each fetches through what a page fetches through and calls the same verbs."""
