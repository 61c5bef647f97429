// Package leaf writes the pages of the form without a script: HTML that needs nothing but
// itself, in the language of whoever reads it. It must not know what is kept, and takes
// words ready to be read.
package leaf

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strconv"

	"deskside/shared/words"
	"deskside/shared/words/print"
)

//go:embed leaf.css
var style string

// Path is where the form is, below it what came of what was sent.
const Path = "/feedback"

// Names of the form's fields. Trap is one that nobody sees: programs that fill in all
// there is give themselves away.
const (
	Stamp, Type, Title, Content, Category, Language, Trap = "stamp", "type", "title", "content", "category", "lang", "website"
)

// Policy is the Content-Security-Policy of these pages: no script, their own style, and
// their form to this edge alone.
func Policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

// Form is what somebody fills in.
type Form struct {
	// At is where the site is whose form it is, from the root of the edge.
	At                          string
	Stamp, Type, Title, Content string
	Category                    int64
	Categories                  []Choice
	Problems                    []Problem
	// Language is the one that the address names, "" where that is left to the browser.
	Language string
	// Notice, where there are some, says why it was not taken.
	Notice []words.Say
}

// Choice is a category.
type Choice struct {
	ID   int64
	Name string
}

// Problem is what is wrong with a field, by its name.
type Problem struct {
	Field string
	Say   words.Say
}

// Result is what came of what was sent.
type Result struct {
	// At is where the site is.
	At string
	// Heading is its title, Says what there is to know.
	Heading words.Say
	Says    []words.Say
	// Post is its address at the helpdesk, "" where it has none. Waits says that there will
	// be more to see.
	Post     string
	Waits    bool
	Language string
}

type page struct {
	b []byte
	print.Printer
}

func (p *page) raw(parts ...string) *page {
	for _, part := range parts {
		p.b = append(p.b, part...)
	}
	return p
}

// text writes a text as one, whatever stands in it.
func (p *page) text(s string) *page {
	for i := range len(s) {
		switch c := s[i]; c {
		case 0:
		case '&', '<', '>', '"', '\'':
			p.raw("&#", strconv.Itoa(int(c)), ";")
		default:
			p.b = append(p.b, c)
		}
	}
	return p
}

func (p *page) say(s words.Say) *page { return p.text(p.Say(s)) }

func (p *page) sayAll(all []words.Say) *page {
	for i, s := range all {
		if i > 0 {
			p.raw(" ")
		}
		p.say(s)
	}
	return p
}

// begun is a page up to its heading.
func begun(in print.Printer, title, heading words.Say) *page {
	p := &page{Printer: in}
	p.raw(`<!doctype html><html lang="`, in.Language(), `" dir="`, in.Dir(), `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>`)
	p.say(title).raw(`</title><style>`, style, `</style></head><body><main><h1>`)
	return p.say(heading).raw(`</h1>`)
}

func (p *page) ended() []byte { return p.raw(`</main></body></html>`).b }

// problem finds what is wrong with a field.
func (f *Form) problem(field string) *Problem {
	for i := range f.Problems {
		if f.Problems[i].Field == field {
			return &f.Problems[i]
		}
	}
	return nil
}

// Page is the form as it is read and filled in.
func (f *Form) Page(in print.Printer) []byte {
	title := words.EdgeFormTitle()
	if len(f.Problems)+len(f.Notice) > 0 {
		title = words.EdgeFormUnsent()
	}
	p := begun(in, title, words.EdgeFormTitle())
	p.summary(f)
	p.raw(`<form method="post" action="`, f.At, Path, `" accept-charset="utf-8">`)
	p.hidden(Stamp, f.Stamp)
	if f.Language != "" {
		p.hidden(Language, f.Language)
	}
	p.choice(f)
	p.label(f, Title, words.EdgeFormAbout())
	p.raw(`<input id="title" name="title" dir="auto" autocomplete="off" required`)
	p.wrong(f, Title).raw(` value="`).text(f.Title).raw(`"></div>`)
	p.label(f, Content, words.EdgeFormContent())
	p.raw(`<textarea id="content" name="content" rows="7" dir="auto" required`)
	// A line break at the beginning is not part of a text area's value.
	p.wrong(f, Content).raw(">\n").text(f.Content).raw(`</textarea></div>`)
	p.categories(f)
	p.raw(`<p class="trap" aria-hidden="true"><label for="website">`).say(words.EdgeFormTrap())
	p.raw(`</label><input id="website" name="website" tabindex="-1" autocomplete="off"></p><button>`).say(words.EdgeFormSend()).raw(`</button></form>`)
	return p.ended()
}

// summary says before all else what is wrong, and leads to each field.
func (p *page) summary(f *Form) {
	if len(f.Problems)+len(f.Notice) == 0 {
		return
	}
	p.raw(`<div class="summary" role="alert" tabindex="-1" autofocus><h2>`).say(words.EdgeFormUnsent()).raw(`</h2>`)
	if len(f.Notice) > 0 {
		p.raw(`<p>`).sayAll(f.Notice).raw(`</p>`)
	}
	if len(f.Problems) > 0 {
		p.raw(`<ul>`)
		for i := range f.Problems {
			of := &f.Problems[i]
			p.raw(`<li><a href="#`).text(p.at(of.Field)).raw(`">`).say(of.Say).raw(`</a></li>`)
		}
		p.raw(`</ul>`)
	}
	p.raw(`</div>`)
}

// at is the id of a field's control, of several the first one's.
func (p *page) at(field string) string {
	if field == Type {
		return "type-idea"
	}
	return field
}

func (p *page) hidden(name, value string) {
	p.raw(`<input type="hidden" name="`, name, `" value="`).text(value).raw(`">`)
}

// choice is what kind of post it is.
func (p *page) choice(f *Form) {
	p.raw(`<fieldset`)
	if f.problem(Type) != nil {
		p.raw(` aria-describedby="type-why"`)
	}
	p.raw(`><legend>`).say(words.EdgeFormChoose()).raw(`</legend>`)
	p.why(f, Type)
	p.raw(`<div class="kinds">`)
	for _, kind := range [...]string{"idea", "problem", "question"} {
		p.raw(`<label><input type="radio" name="type" id="type-`, kind, `" value="`, kind, `" required`)
		if kind == f.Type {
			p.raw(` checked=""`)
		}
		p.raw(`><span>`).say(words.EdgeFormKind(kind)).raw(`</span></label>`)
	}
	p.raw(`</div></fieldset>`)
}

// label begins a field, with what is wrong with it.
func (p *page) label(f *Form, name string, says words.Say) {
	p.raw(`<div class="field"><label for="`, name, `">`).say(says).raw(`</label>`)
	p.why(f, name)
}

func (p *page) why(f *Form, name string) {
	if of := f.problem(name); of != nil {
		p.raw(`<p class="why" id="`, name, `-why">`).say(of.Say).raw(`</p>`)
	}
}

// wrong are the attributes of a control with which something is wrong.
func (p *page) wrong(f *Form, name string) *page {
	if f.problem(name) != nil {
		p.raw(` aria-invalid="true" aria-describedby="`, name, `-why"`)
	}
	return p
}

func (p *page) categories(f *Form) {
	if len(f.Categories) == 0 {
		return
	}
	p.raw(`<div class="field"><label for="category">`).say(words.EdgeFormCategory()).raw(` <span class="quiet">`).say(words.EdgeFormOptional())
	p.raw(`</span></label><select id="category" name="category"><option value="0">`).say(words.EdgeFormNone()).raw(`</option>`)
	for _, c := range f.Categories {
		p.raw(`<option value="`, strconv.FormatInt(c.ID, 10), `"`)
		if c.ID == f.Category {
			p.raw(` selected=""`)
		}
		p.raw(`>`).text(c.Name).raw(`</option>`)
	}
	p.raw(`</select></div>`)
}

// Page is what came of it as it is read.
func (r *Result) Page(in print.Printer) []byte {
	p := begun(in, r.Heading, r.Heading)
	if len(r.Says) > 0 {
		p.raw(`<p role="status">`).sayAll(r.Says).raw(`</p>`)
	}
	p.raw(`<p class="acts">`)
	if r.Post != "" {
		p.raw(`<a class="button" href="`).text(r.Post).raw(`" rel="noreferrer">`).say(words.EdgeFormOpen()).raw(`</a>`)
	}
	if r.Waits {
		p.raw(`<a class="button" href="">`).say(words.EdgeFormLook()).raw(`</a>`)
	}
	p.raw(`<a href="`, r.At, Path)
	if r.Language != "" {
		p.raw(`?lang=`).text(r.Language)
	}
	p.raw(`">`).say(words.EdgeFormMore()).raw(`</a></p>`)
	return p.ended()
}
