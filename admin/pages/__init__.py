"""The pages of the console, one subject a file; they translate HTTP and leave the work to the desk."""
