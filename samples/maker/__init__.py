"""Makes the files of the sample archive from their sources."""
