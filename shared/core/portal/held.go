// Package portal is what an agent sees of the other side of a helpdesk, where customers
// write for everybody: what waits there until somebody approves it. It must not know how
// accounts are kept, nor how any of it is drawn.
package portal

import (
	"deskside/shared/core"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o held_gen.go

// Held is a page of what waits until somebody approves it.
type Held struct {
	// Items are the newest first.
	Items []HeldItem `msg:"items"`
	// More says that what is older has not been looked at, Since how far back was looked,
	// Unix seconds; 0 is to the beginning.
	More  bool  `msg:"more"`
	Since int64 `msg:"since"`
	// PostsProblem and CommentsProblem say why a part is missing.
	PostsProblem    *core.Failure `msg:"posts_problem"`
	CommentsProblem *core.Failure `msg:"comments_problem"`
}

// HeldItem is a post, or a comment of one.
type HeldItem struct {
	Post int64 `msg:"post"`
	// Comment is its number, 0 for the post itself; Property is what is decided of the post.
	Comment  int64             `msg:"comment"`
	Property helpdesk.Property `msg:"property"`
	Author   string            `msg:"author"`
	Created  int64             `msg:"created"`
	// Body is a drawing program.
	Body  []byte                `msg:"body"`
	Files []helpdesk.Attachment `msg:"files"`
}
