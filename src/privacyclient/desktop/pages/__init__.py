"""The pages of the window, each one module that is imported when the page is first shown."""
