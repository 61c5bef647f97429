package writing

import (
	"deskside/shared/core"
	"deskside/shared/core/customer"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o drafts_gen.go

// CheckDraftArgs asks what is missing in a draft: operation "feedback.check".
type CheckDraftArgs struct {
	Draft feedback.Draft `msg:"draft"`
	// Writing is the random id of the draft, "" for one that has none yet.
	Writing string `msg:"writing"`
	// Fields are those that the site offers.
	Fields []helpdesk.FormField `msg:"fields"`
}

// FormFieldsArgs asks which of the installation's own fields customers fill in: operation
// "form.fields".
type FormFieldsArgs struct {
	Portal customer.Portal `msg:"portal"`
}

// FormFieldsResult is these, in their order.
type FormFieldsResult struct {
	Fields []helpdesk.FormField `msg:"fields"`
}

// CheckDraftResult is what is missing in a draft.
type CheckDraftResult struct {
	Review feedback.Review `msg:"review"`
	// Key is the key under which the draft would be sent: a draft whose key is in
	// the outbox was handed over, text for text.
	Key string `msg:"key"`
}

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

func checkDraft(a *CheckDraftArgs, _ *core.Input) (*CheckDraftResult, error) {
	key, err := feedback.PostKey(a.Writing, &a.Draft)
	review := a.Draft.Check()
	review.Problems = append(review.Problems, a.Draft.CheckFields(a.Fields)...)
	return &CheckDraftResult{Review: review, Key: key}, err
}

func formFields(a *FormFieldsArgs, x *core.Exchange) (*FormFieldsResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	fields, err := core.Ask(customer.Lane(x), c.Fields())
	return &FormFieldsResult{fields}, err
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
