"""From data to shapes: layouts of every chart, pure; painted by ui and by reports."""
