package agent

import "deskside/shared/filter/view"

//go:generate go run deskside/build/codec -o views_gen.go

// ViewsArgs asks for saved views: operation "views.read".
type ViewsArgs struct {
	// Stored is SavedViews.Stored of an earlier time; empty gives the views of a
	// new sidebar.
	Stored []byte `msg:"stored"`
}

// ViewsResult is the saved views.
type ViewsResult struct {
	Views []view.View `msg:"views"`
	// Rewritten are queries that an older version saved in other words, to be
	// shown once, and Stored what to keep from now on; empty where none was.
	Rewritten []view.Rewriting `msg:"rewritten"`
	Stored    []byte           `msg:"stored"`
}

// SaveViewsArgs stores views as a person has left them: operation "views.write".
type SaveViewsArgs struct {
	Views []view.View `msg:"views"`
}

// SavedViews is views as they are to be kept.
type SavedViews struct {
	Views []view.View `msg:"views"`
	// Stored is what to keep: views.read reads it. Text is the same for people:
	// views.import reads it.
	Stored []byte `msg:"stored"`
	Text   string `msg:"text"`
	// Rewritten are queries that an older version wrote in other words.
	Rewritten []view.Rewriting `msg:"rewritten"`
}

// ImportViewsArgs reads views from an exported text or a link: operation "views.import".
type ImportViewsArgs struct {
	Text string `msg:"text"`
}

// ViewLinkArgs makes a link of a view: operation "views.link".
type ViewLinkArgs struct {
	View view.View `msg:"view"`
}

// ViewLinkResult is the link, to stand behind a #. It holds no account and no secret.
type ViewLinkResult struct {
	Link string `msg:"link"`
}
