-- Where the touched months are counted: in memory, beside the copy of the published version.
ATTACH ':memory:' AS touched
