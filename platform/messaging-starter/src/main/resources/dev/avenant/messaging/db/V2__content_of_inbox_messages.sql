-- What the message was: the SHA-256 of its key and value, in hexadecimal digits. Null for those that took effect before this column was here.
ALTER TABLE inbox ADD COLUMN content_hash text;
