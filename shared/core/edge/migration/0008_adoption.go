package migration

// adoption is how many votes an object had before the key's own on it is taken back, that was
// cast elsewhere, -1 while none is: so what it was is known although the answer is lost.
var adoption = Migration{Changes: []Change{
	{Table: "key_vote", Column: "adopts", SQL: `INTEGER NOT NULL DEFAULT -1`},
}}
