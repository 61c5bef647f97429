package agent

import (
	"strings"

	"deskside/shared/core"
	"deskside/shared/filter/view"
)

func readViews(a *ViewsArgs, _ *core.Input) (*ViewsResult, error) {
	if len(a.Stored) == 0 {
		return &ViewsResult{view.Defaults()}, nil
	}
	views, err := view.Decode(a.Stored)
	if err != nil {
		return nil, err
	}
	return &ViewsResult{views}, nil
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
	return savedViews(views), nil
}

func importViews(a *ImportViewsArgs, _ *core.Input) (*SavedViews, error) {
	text := strings.TrimSpace(a.Text)
	if link := text[strings.LastIndexByte(text, '#')+1:]; strings.HasPrefix(link, "view/") && !strings.ContainsAny(text, "\r\n") {
		v, err := view.ParseLink(link)
		if err != nil {
			return nil, err
		}
		return savedViews([]view.View{v}), nil
	}
	views, err := view.Import(text)
	if err != nil {
		return nil, err
	}
	return savedViews(views), nil
}

func savedViews(views []view.View) *SavedViews {
	return &SavedViews{Views: views, Stored: view.Encode(views), Text: view.Export(views)}
}

func linkView(a *ViewLinkArgs, _ *core.Input) (*ViewLinkResult, error) {
	link, err := a.View.Link()
	if err != nil {
		return nil, err
	}
	return &ViewLinkResult{Link: link}, nil
}
