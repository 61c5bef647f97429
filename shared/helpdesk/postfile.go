package helpdesk

//go:generate go run deskside/build/codec -o postfile_gen.go

// PostFile is a file that was brought for a post.
type PostFile struct {
	// Token is what it is known by.
	Token string `msg:"token"`
	Name  string `msg:"name"`
	// Size is in bytes.
	Size int64 `msg:"size"`
}

// FileLimits are what the files of one post may be: Count is 0 where it takes none.
type FileLimits struct {
	Count int64 `msg:"count"`
	// Size is how many bytes they may have together.
	Size int64 `msg:"size"`
	// Endings are those that their names may have.
	Endings []string `msg:"endings"`
}

// KeptFile is how far a file is that was brought.
type KeptFile struct {
	// State is "delivered", "refused" or "uncertain" where it is over.
	State string `msg:"state"`
	// Message says why, in the language of whoever asks.
	Message string `msg:"message"`
}
