"""Files that come with messages: what they are, and what is read from them."""
