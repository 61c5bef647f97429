package useresponse

import (
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// reader reads one object of UseResponse. How a member is called and read stands
// here once; the views Object, helpdesk.Post and helpdesk.Ticket take of it what
// they hold, in the order in which answers have it, which Record likes best.
type reader struct {
	jsontext.Record
	format helpdesk.Format // of the content
}

// view makes a decoder of one view of objects, whose content has that format.
func view[T any](format helpdesk.Format, take func(*reader) T) func(jsontext.Value) T {
	return func(v jsontext.Value) T { return take(&reader{v.Record(), format}) }
}

func (o *reader) int(name string) int64   { return loose.Int(o.Get(name)) }
func (o *reader) text(name string) string { return loose.String(o.Get(name)) }
func (o *reader) flag(name string) bool   { return loose.Bool(o.Get(name)) }

// Members of more than one view.
func (o *reader) id() int64                { return o.int("id") }
func (o *reader) title() string            { return o.text("title") }
func (o *reader) url() string              { return o.text("url") }
func (o *reader) content() string          { return o.text("content") }
func (o *reader) kind() jsontext.Value     { return o.Get("type") }
func (o *reader) status() jsontext.Value   { return o.Get("status") }
func (o *reader) category() jsontext.Value { return o.Get("category") }
func (o *reader) forum() jsontext.Value    { return o.Get("forum") }
func (o *reader) author() jsontext.Value   { return o.Get("author") }
func (o *reader) assignee() jsontext.Value { return o.Get("responsible") }
func (o *reader) team() jsontext.Value     { return o.Get("team") }
func (o *reader) votes() jsontext.Value    { return o.Get("votes") }
func (o *reader) tags() []string           { return loose.Strings(o.Get("tags"), "name") }
func (o *reader) comments() int64          { return o.int("commentsNum") }
func (o *reader) open() bool               { return o.flag("canBeCommented") }
func (o *reader) locked() bool {
	can := o.Get("canBeCommented")
	return can.Kind() != jsontext.Absent && !loose.Bool(can)
}
func (o *reader) completer() jsontext.Value { return o.Get("completedBy") }
func (o *reader) completed() jsontext.Value { return o.Get("completedOn") }
func (o *reader) created() int64            { return o.int("createdAtPosix") }
func (o *reader) active() int64             { return o.int("latestActivityPosix") }
func (o *reader) due() int64                { return o.int("slaDatePosix") }
func (o *reader) fields() jsontext.Value    { return o.Get("custom_fields") }

// body is the content as the shared model holds it.
func (o *reader) body() helpdesk.Markup {
	return helpdesk.Markup{Format: o.format, Source: o.content()}
}
