package agent

import (
	"strings"

	"deskside/shared/core"
	"deskside/shared/filter/view"
)

func readViews(a *ViewsArgs, _ *core.Input) (*ViewsResult, error) {
	if len(a.Stored) == 0 {
		return &ViewsResult{Views: view.Defaults()}, nil
	}
	views, told, err := view.Decode(a.Stored)
	if err != nil {
		return nil, err
	}
	result := &ViewsResult{Views: views, Rewritten: told}
	if len(told) > 0 {
		result.Stored = view.Encode(views)
	}
	return result, nil
}

func writeViews(a *SaveViewsArgs, _ *core.Input) (*SavedViews, error) {
	views := make([]view.View, len(a.Views))
	for i := range a.Views {
		v, err := a.Views[i].Normal()
		if err != nil {
			return nil, err
		}
		views[i] = v
	}
	return savedViews(views, nil), nil
}

func importViews(a *ImportViewsArgs, _ *core.Input) (*SavedViews, error) {
	text := strings.TrimSpace(a.Text)
	if link := text[strings.LastIndexByte(text, '#')+1:]; strings.HasPrefix(link, "view/") && !strings.ContainsAny(text, "\r\n") {
		v, told, err := view.ParseLink(link)
		if err != nil {
			return nil, err
		}
		return savedViews([]view.View{v}, told), nil
	}
	views, told, err := view.Import(text)
	if err != nil {
		return nil, err
	}
	return savedViews(views, told), nil
}

func savedViews(views []view.View, told []view.Rewriting) *SavedViews {
	return &SavedViews{Rewritten: told, Views: views, Stored: view.Encode(views), Text: view.Export(views)}
}

func linkView(a *ViewLinkArgs, _ *core.Input) (*ViewLinkResult, error) {
	link, err := a.View.Link()
	if err != nil {
		return nil, err
	}
	return &ViewLinkResult{Link: link}, nil
}
