"""政策标准: figures, dates and lists with their documents, and the changes that an office makes."""
