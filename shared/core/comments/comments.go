// Package comments is what an agent sees of a ticket's comments beside their
// text: what is thought of them, what can be done to them, and what an outbox has
// of that still to be sent. It must not know how any of it is asked or drawn.
package comments

import "deskside/shared/helpdesk"

//go:generate go run deskside/build/codec -o comments_gen.go

// Comment is what a helpdesk told of a comment beside its message.
type Comment struct {
	ID      int64 `msg:"id"`
	Private bool  `msg:"private"`
	// Source is what it says, as BBCode.
	Source string `msg:"source"`
	Votes  int64  `msg:"votes"`
	Voted  bool   `msg:"voted"`
	Best   bool   `msg:"best"`
}

// CommentsArgs asks what people see of a ticket's comments: operation "outbox.comments".
type CommentsArgs struct {
	Box []byte `msg:"box"`
	// Row is the key of the ticket's row, Type the ticket's.
	Row    string          `msg:"row"`
	System helpdesk.System `msg:"system"`
	Type   string          `msg:"type"`
	// ReadAt is when the comments were read, Unix milliseconds.
	ReadAt   int64     `msg:"read_at"`
	Comments []Comment `msg:"comments"`
}

// CommentsResult is the comments in their order, and behind them those that were
// moved to the trash from here and are read no more.
type CommentsResult struct {
	Comments []ShownComment `msg:"comments"`
}

// ShownComment is a comment as people see it.
type ShownComment struct {
	Comment Comment `msg:"comment"`
	// Body is a drawing program where what it says is still to be sent, else empty.
	Body []byte `msg:"body"`
	// Trashed says that it is in the trash, or will be; Read that the conversation has it.
	Trashed bool `msg:"trashed"`
	Read    bool `msg:"read"`
	// Can are what can be changed of it, in the order in which it is shown.
	Can []helpdesk.Property `msg:"can"`
}
