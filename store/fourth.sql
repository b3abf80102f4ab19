-- The fourth version: words of one and two characters that no pair is kept of, such as Latin letters and emoji.

-- Which texts hold a trigram: a short word begins one wherever it stands, but in the last two characters of a text.
CREATE VIRTUAL TABLE body_trigram_places USING fts5vocab (body_trigrams, instance);

-- Those two, in small letters as words are looked for.
CREATE INDEX bodies_by_end ON bodies (lower(substr(body, -2)));
