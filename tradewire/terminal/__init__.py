"""What the commands print, for people at a terminal and for files that output is sent to."""
