"""Words: tokens with spans, languages, and the concepts that words of five languages stand for."""
