-- Every plan a page can name: those of the catalogue, and those given by file. content is the plan without its
-- actions, as JSON of the model Plan; files says whether any of it, or of its actions, came by file.
CREATE TABLE plan (
    plan VARCHAR PRIMARY KEY,
    content VARCHAR NOT NULL,
    files BOOLEAN NOT NULL
)
