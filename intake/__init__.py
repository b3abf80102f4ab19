"""From a user's file to texts: one reader per format, one entrance (`read`). Rows in are rows out, damaged ones too."""
