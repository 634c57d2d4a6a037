"""The paper slip, read back from the PDF as a clerk would read it."""
