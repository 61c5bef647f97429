package customer

import (
	"deskside/shared/core"
	"deskside/shared/feedback"
)

//go:generate go run deskside/build/codec -o drafts_gen.go

// MergeDraftArgs brings what a page has in its form together with the shelf of
// all pages: operation "drafts.merge".
type MergeDraftArgs struct {
	Shelf feedback.Shelf `msg:"shelf"`
	Page  feedback.Page  `msg:"page"`
	// Fresh is a new random id, for a writing that parts from another.
	Fresh string `msg:"fresh"`
}

// TakeDraftArgs makes a spare the current writing: operation "drafts.take".
type TakeDraftArgs struct {
	Shelf feedback.Shelf `msg:"shelf"`
	ID    string         `msg:"id"`
}

// DropDraftArgs takes a writing off the shelf that was handed over: operation "drafts.drop".
type DropDraftArgs struct {
	Shelf   feedback.Shelf   `msg:"shelf"`
	Writing feedback.Writing `msg:"writing"`
}

func mergeDraft(a *MergeDraftArgs, _ *core.Input) (*feedback.Merged, error) {
	merged := feedback.Merge(a.Shelf, a.Page, a.Fresh)
	return &merged, nil
}

func takeDraft(a *TakeDraftArgs, _ *core.Input) (*feedback.Shelf, error) {
	after := a.Shelf.Take(a.ID)
	return &after, nil
}

func dropDraft(a *DropDraftArgs, _ *core.Input) (*feedback.Shelf, error) {
	after := a.Shelf.Without(a.Writing)
	return &after, nil
}
