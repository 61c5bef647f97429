// Package page is what a sidebar asks of the core about a page in the browser:
// what a selection is as the text of a new ticket, and whom a page names.
package page

import (
	"deskside/shared/agent/page"
	"deskside/shared/core"
)

//go:generate go run deskside/build/codec -o page_gen.go

// TakePageArgs asks what was selected on a page as the text of a new ticket or
// post: operation "page.take".
type TakePageArgs struct {
	Selected string `msg:"selected"`
	Title    string `msg:"title"`
	Address  string `msg:"address"`
	// Link is the address of a link that was meant, "" for none.
	Link string `msg:"link"`
}

// TakePageResult is such a text.
type TakePageResult struct {
	Title  string `msg:"title"`
	Source string `msg:"source"`
	// Cut says that the selection was too long.
	Cut bool `msg:"cut"`
}

// FindOnPageArgs asks whom and what a page's text names: operation "page.find".
type FindOnPageArgs struct {
	Text  string          `msg:"text"`
	Hosts []page.PageHost `msg:"hosts"`
}

// FindOnPageResult is what was found, in its order.
type FindOnPageResult struct {
	Found []page.FoundOnPage `msg:"found"`
}

// Reading is what a face takes to read pages.
func Reading() core.Table {
	return core.Table{core.Local("page.take", take), core.Local("page.find", find)}
}

func take(a *TakePageArgs, _ *core.Input) (*TakePageResult, error) {
	t := page.Take(a.Selected, a.Title, a.Address, a.Link)
	return &TakePageResult{Title: t.Title, Source: t.Source, Cut: t.Cut}, nil
}

func find(a *FindOnPageArgs, _ *core.Input) (*FindOnPageResult, error) {
	return &FindOnPageResult{Found: page.Find(a.Text, a.Hosts)}, nil
}
