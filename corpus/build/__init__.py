"""Made by `make corpus`: Word templates from the approach's pages, papers from their sources."""
