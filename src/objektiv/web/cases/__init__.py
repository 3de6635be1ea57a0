"""Cases («карточка анализа признаков»): a finding that people look into and only a person decides."""
