package writing

import (
	"deskside/shared/core"
	"deskside/shared/core/customer"
	"deskside/shared/feedback"
	"deskside/shared/feedback/similar"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o similar_gen.go

// SnapshotArgs asks where the edge's newest snapshot of the open posts is: operation
// "similar.snapshot".
type SnapshotArgs struct {
	Portal customer.Portal `msg:"portal"`
}

// SnapshotResult is its address, "" where there is none. What stands there is compressed
// by gzip and never changes.
type SnapshotResult struct {
	URL string `msg:"url"`
	// Made is when it was made, Unix milliseconds.
	Made int64 `msg:"made"`
}

// NearArgs asks a snapshot for posts like the one that is being written: operation
// "similar.near". Nothing leaves the browser for it.
type NearArgs struct {
	// Held is the number under which the host holds the snapshot.
	Held  uint32            `msg:"held"`
	Title string            `msg:"title"`
	Type  helpdesk.PostType `msg:"type"`
}

// SimilarArgs asks for posts like the one that is being written: operation
// "feedback.similar". Nothing is asked where the title is too short.
type SimilarArgs struct {
	Portal customer.Portal   `msg:"portal"`
	Title  string            `msg:"title"`
	Type   helpdesk.PostType `msg:"type"`
}

func findSnapshot(a *SnapshotArgs, x *core.Exchange) (*SnapshotResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(customer.Lane(x), c.Snapshot())
	if customer.Absent(err) {
		return &SnapshotResult{}, nil
	}
	if err != nil {
		return nil, err
	}
	return &SnapshotResult{URL: found.URL, Made: found.Made * 1000}, nil
}

func near(a *NearArgs, in *core.Input) (*customer.PostsResult, error) {
	out := &customer.PostsResult{}
	if !feedback.AskSimilar(a.Title) {
		return out, nil
	}
	snapshot, err := similar.Open(in.Held(a.Held))
	if err != nil {
		return nil, err
	}
	for _, p := range snapshot.Find(a.Title, a.Type, feedback.MostSimilar) {
		out.Posts = append(out.Posts, customer.PostRow{
			ID: p.ID, Type: p.Type, Title: p.Title, Status: p.Status, Votes: helpdesk.Votes{Count: p.Votes, Open: p.Open, Down: p.Down},
		})
	}
	return out, nil
}

func similarPosts(a *SimilarArgs, x *core.Exchange) (*customer.PostsResult, error) {
	if !feedback.AskSimilar(a.Title) {
		return &customer.PostsResult{}, nil
	}
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(customer.Lane(x), c.Posts(customer.Popular(a.Title, a.Type)))
	if err != nil {
		return nil, err
	}
	return &customer.PostsResult{Posts: customer.Rows(feedback.Similar(a.Title, found.Posts))}, nil
}
