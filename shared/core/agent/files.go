package agent

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o files_gen.go

// FileArgs asks how a file of a ticket is fetched: operation "ticket.file".
type FileArgs struct {
	Account Account `msg:"account"`
	// URL and Name are those of a helpdesk.Attachment.
	URL  string `msg:"url"`
	Name string `msg:"name"`
}

// FileResult is how a file is fetched. A file of another host is fetched without
// the account's key, and only where the browser lets Deskside reach that host.
type FileResult struct {
	// URL is "" for what is no address of a file.
	URL string `msg:"url"`
	// Name is what it is shown and saved as: no path, and nothing that hides its ending.
	Name    string       `msg:"name"`
	Headers []api.Header `msg:"headers"`
	// Own says that the file lies on the account's own host, Pattern is the
	// extension permission that fetching it takes.
	Own     bool   `msg:"own"`
	Host    string `msg:"host"`
	Pattern string `msg:"pattern"`
	// Picture says that by its name it is one that is shown in its place.
	Picture bool `msg:"picture"`
	// Most is how many bytes are fetched to be shown.
	Most int `msg:"most"`
}

// EncloseArgs asks whether a file can go along with a message: operation "file.enclose".
type EncloseArgs struct {
	System helpdesk.System `msg:"system"`
	Name   string          `msg:"name"`
	Size   int64           `msg:"size"`
	// Taken is how many bytes those have together that go along already.
	Taken int64 `msg:"taken"`
}

// EncloseResult is a file as it goes along.
type EncloseResult struct {
	// Name is what it will be called: no path, and nothing that hides its ending.
	Name string `msg:"name"`
	// Refused says why it cannot, empty where it can.
	Refused words.Say `msg:"refused"`
}

// FileKindArgs asks what a file is by its first bytes: operation "file.kind".
type FileKindArgs struct {
	// Head is the first 32 bytes, fewer where there are not as many.
	Head []byte `msg:"head"`
}

// FileKindResult is what a file may be shown as, whatever it was called.
type FileKindResult struct {
	// Type is a media type for which browsers run nothing, such as "image/png"; ""
	// for what is offered to be saved and not shown.
	Type string `msg:"type"`
}
