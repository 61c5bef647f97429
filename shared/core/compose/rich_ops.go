package compose

import (
	"slices"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/edit"
	"deskside/shared/content/rich"
	"deskside/shared/core"
	"deskside/shared/words"
)

// maxLost is how many pieces are told that a document does not hold.
const maxLost = 5

// richContent reads a source for a rich editor.
func richContent(a *RichArgs, _ *core.Input) (*RichResult, error) {
	var r bbcode.Reader
	var report content.Report
	d := r.ReadReporting(a.Source, &report)
	report.Place(a.Source)
	result := &RichResult{Program: rich.Print(d), More: report.More}
	for i := range report.Losses {
		l := &report.Losses[i]
		// What stands there as text is not lost: it is seen and sent.
		if l.Outcome == content.Literal || l.Start >= l.End {
			continue
		}
		switch piece := content.Short(a.Source[l.Start:l.End]); {
		case slices.Contains(result.Lost, piece):
		case len(result.Lost) < maxLost:
			result.Lost = append(result.Lost, piece)
		default:
			result.More++
		}
	}
	return result, nil
}

// sourceContent prints what a rich editor says.
func sourceContent(a *SourceArgs, _ *core.Input) (*SourceResult, error) {
	return &SourceResult{Source: bbcode.Print(rich.Read(a.Program))}, nil
}

// clipContent reads what a rich editor is to put. It goes through BBCode, so that what is seen is
// what will be sent.
func clipContent(a *ClipArgs, _ *core.Input) (*ClipResult, error) {
	d, images := edit.Clip(a.Plain, a.HTML, content.URL{})
	r := &ClipResult{Program: rich.Print(bbcode.Parse(bbcode.Print(d)))}
	if u, ok := edit.Address(a.Plain); ok {
		r.Address = u.String()
	}
	if images > 0 {
		r.Note = words.ContentImages(int64(images))
	}
	return r, nil
}
