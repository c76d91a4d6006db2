"""What a user looks at: the summary in the terminal, the HTML report, the picture, the exports."""
