package agent

import "deskside/shared/helpdesk"

//go:generate go run deskside/build/codec -o directory_gen.go

// DirectoryArgs asks for the names that an account uses: operation "account.directory".
type DirectoryArgs struct {
	Account Account `msg:"account"`
}

// DirectoryResult is what the helpdesk lets this account know. Hosts keep it,
// for a day or until something is missing, and give it to tickets.read and to
// the operations of filters.
type DirectoryResult struct {
	Directory helpdesk.Directory `msg:"directory"`
	// Missing names the lists that could not be read, in plain words.
	Missing []string `msg:"missing"`
	// At is when it was read, and StaleAt from when on it is old, Unix milliseconds.
	At      int64 `msg:"at"`
	StaleAt int64 `msg:"stale_at"`
}
