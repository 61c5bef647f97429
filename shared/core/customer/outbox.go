package customer

import (
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

//go:generate go run deskside/build/codec -o outbox_gen.go

// BoxResult is an outbox after an operation.
type BoxResult struct {
	Box []byte `msg:"box"`
	// Pending is what it holds as people see it, in its order.
	Pending []Pending `msg:"pending"`
}

// Pending is one post or vote that is to be sent, needs somebody, or was sent
// not long ago.
type Pending struct {
	Key   string       `msg:"key"`
	Kind  string       `msg:"kind"`
	State outbox.Stage `msg:"state"`
	// Draft is what a post was typed as until it is sent, Writing the id of it, Post
	// what it has become.
	Draft   *feedback.Draft `msg:"draft"`
	Writing string          `msg:"writing"`
	Post    *PostRow        `msg:"post"`
	// Voted is the post that a vote is on, Vote what it is to be.
	Voted int64         `msg:"voted"`
	Vote  helpdesk.Vote `msg:"vote"`
	// Commented is the post that a comment is on.
	Commented int64 `msg:"commented"`
	// Delayed says that it did not go out at once, so that people are told of it.
	Delayed bool `msg:"delayed"`
	// Doubt says that it may have been sent, Undoable that it can be taken back.
	Doubt    bool `msg:"doubt"`
	Undoable bool `msg:"undoable"`
	// Failure is what it was last refused for, or why it waits.
	Failure *core.Failure `msg:"failure"`
}

// AddPostArgs enters a post: operation "outbox.post". A draft with problems
// fails with them.
type AddPostArgs struct {
	Box   []byte         `msg:"box"`
	Draft feedback.Draft `msg:"draft"`
	// Writing is a random id of this draft, kept with it from its first letter on.
	Writing string `msg:"writing"`
}

// AddVoteArgs enters the press of a vote's button: operation "outbox.vote".
type AddVoteArgs struct {
	Box []byte `msg:"box"`
	// Key is a random id of this press.
	Key string `msg:"key"`
	ID  int64  `msg:"id"`
	// Votes are as the portal confirmed them, at a time in Unix milliseconds.
	Votes  helpdesk.Votes `msg:"votes"`
	ReadAt int64          `msg:"read_at"`
	Button helpdesk.Vote  `msg:"button"`
}

// DueResult is what is to be sent now.
type DueResult struct {
	Box     []byte       `msg:"box"`
	Pending []Pending    `msg:"pending"`
	Steps   []boxes.Step `msg:"steps"`
	// Next is when to ask again at the latest, in Unix milliseconds; 0 is not
	// before something is added.
	Next int64 `msg:"next"`
}

// SendArgs sends an entry that is a vote: operation "outbox.send". It never fails: what
// went wrong is in the answer. A post is sent by the core for writing; here it waits, as
// where there is no network.
type SendArgs struct {
	Portal Portal `msg:"portal"`
	Entry  []byte `msg:"entry"`
}

// SendResult is what came of that.
type SendResult struct {
	Answer []byte `msg:"answer"`
	// Votes are those after voting, nil where it did not come to that.
	Votes *helpdesk.Votes `msg:"votes"`
}

// VotesArgs asks what is shown of the votes of posts: operation "outbox.votes".
type VotesArgs struct {
	Box   []byte           `msg:"box"`
	Posts []ConfirmedVotes `msg:"posts"`
}

// ConfirmedVotes are the votes of a post as the portal confirmed them at a time,
// in Unix milliseconds.
type ConfirmedVotes struct {
	ID     int64          `msg:"id"`
	Votes  helpdesk.Votes `msg:"votes"`
	ReadAt int64          `msg:"read_at"`
}

// VotesResult is what people see of votes, in the order they were asked for.
type VotesResult struct {
	Votes []helpdesk.Votes `msg:"votes"`
}
