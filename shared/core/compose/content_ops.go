package compose

import (
	"deskside/shared/api"
	"deskside/shared/content"
	"deskside/shared/content/convert"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
)

// convertContent turns content of one language into another.
func convertContent(a *ConvertArgs, _ *core.Input) (*ConvertResult, error) {
	var report *content.Report
	if a.Report {
		report = new(content.Report)
	}
	var c convert.Converter
	out, ok := c.Convert(a.Op, a.In, report)
	if !ok {
		return nil, &api.Error{Kind: api.Protocol, Op: "content.convert", Detail: "no conversion " + api.Detail(a.Op)}
	}
	result := &ConvertResult{Out: out}
	if report == nil {
		return result, nil
	}
	result.More = report.More
	for i := range report.Losses {
		l := &report.Losses[i]
		loss := Loss{
			Outcome: l.Outcome.Name(), What: l.What, Name: l.Name, Of: l.Of, Why: l.Why.Name(), Instead: l.Instead,
			Start: l.Start, End: l.End, Line: l.Line, Column: l.Column,
		}
		if l.In != content.Root {
			loss.In = l.In.Name()
		}
		result.Losses = append(result.Losses, loss)
	}
	return result, nil
}

// drawContent turns content into what a browser draws it from.
func drawContent(a *DrawArgs, _ *core.Input) (*DrawResult, error) {
	r := conversation.MailReader()
	return &DrawResult{Program: r.Program(a.Content)}, nil
}
