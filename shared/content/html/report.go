package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// ReadReporting reads a document and reports what of the source it does not hold. A nil report
// makes it Read.
func (r *Reader) ReadReporting(src string, report *content.Report) *content.Document {
	if report != nil {
		r.watch = &auditor{r, report}
	}
	d := r.b.Reporting(src, report, r.Read)
	r.watch = nil
	return d
}

// watcher is told what a Reader meets. It is an interface so that programs that ask for no report
// link none of it.
type watcher interface {
	// tag comes before a start tag has its effect.
	tag(t *tag)
	// deep comes when a start tag has none because too much is open.
	deep(t *tag)
	// markup comes with a comment, a declaration or a tag that the source ends in.
	markup(from, to int)
}

// auditor reports what the Reader's rules leave out. It repeats none of the reading, only the
// decisions on elements and attributes.
type auditor struct {
	r      *Reader
	report *content.Report
}

func (a *auditor) lose(t *tag, o content.Outcome, why content.Reason) {
	a.report.Add(content.Loss{Outcome: o, What: "element", Name: t.name, Why: why, Start: t.from, End: t.to})
}

func (a *auditor) deep(t *tag) { a.lose(t, content.Unwrapped, content.ManyOpen) }

func (a *auditor) markup(from, to int) {
	src := a.r.src
	what := "declaration"
	switch {
	case ascii.Letter(src[from+1]) && src[to-1] == '>': // an address
		a.report.Add(content.Loss{Outcome: content.Literal, What: "tag", Name: src[from:to], Why: content.NoSuchTag, Start: from, End: to})
		return
	case ascii.Starts(src[from:], "<!--"):
		what = "comment"
	case to == len(src) && src[to-1] != '>':
		what = "unfinished tag"
	}
	a.report.Add(content.Loss{Outcome: content.Dropped, What: what, Start: from, End: to})
}

// shown tells whether the text of a start tag's element goes anywhere.
func (a *auditor) shown(t *tag) bool {
	r := a.r
	if r.sink != toNothing {
		return true
	}
	if r.count[elSvg]+r.count[elMath] == 0 || !t.breaksOut() {
		return false
	}
	// The tag ends the svg or math; what is around that may be hidden too.
	for i := range r.open {
		if o := &r.open[i]; o.sinks && o.capture == captureNothing {
			return o.element == elSvg || o.element == elMath
		}
	}
	return true
}

func (a *auditor) tag(t *tag) {
	means := a.means(t)
	if !a.shown(t) {
		if means == meansLink || means == meansPart { // a source, which is where the film around it leads
			a.becomes(a.r.open[len(a.r.open)-1].start, means)
		}
		return
	}
	style := a.r.styles.of(t)
	e := t.element
	hides := e != elVoid && e != elHead && e != elBr && e != elHr && e != elRawText && e != elRawCode
	switch {
	case means != meansNothing && means != meansLater && e != elObject && addressed(t) != atHref:
		a.lose(t, content.Changed, means.instead())
		return
	case e == elRaw || e == elMedia || e == elSvg || e == elMath:
		a.lose(t, content.Dropped, content.NotText)
		return
	case e == elVoid && t.has&(1<<atHref) != 0 && addressed(t) == atHref:
		a.attributes(t)
		return
	case e == elVoid:
		a.lose(t, content.Dropped, content.NoReason)
		return
	case (style.text == tooSmall || style.veil == tooSmall) && e != elImg && e != elBr && e != elHr:
		a.lose(t, content.Dropped, content.IsHidden)
	case hides && (style.hidden || t.has&(1<<atHidden) != 0):
		a.lose(t, content.Dropped, content.IsHidden)
		return
	case e == elImg && a.emptyImage(t):
		a.lose(t, content.Dropped, content.NoExtent)
		return
	case a.r.sink == toWords || a.r.sink == toCode:
		a.inScratch(t)
		return
	}
	if why, lost := a.unwraps(t); lost {
		a.lose(t, content.Unwrapped, why)
	} else if e == elObject {
		a.lose(t, content.Changed, means.instead())
	}
	a.attributes(t)
}

// means tells what is put for an element that is shown by its address or value.
func (a *auditor) means(t *tag) means {
	if a.r.office == nil {
		return meansNothing
	}
	how, _ := a.r.office.meaning(a.r, t)
	if how == meansField && ascii.Trim(fieldWords(a.r, t)) == "" {
		return meansNothing
	}
	return how
}

// instead is what there is in the place of such an element.
func (m means) instead() content.Reason {
	switch m {
	case meansPart:
		return content.AsName
	case meansField:
		return content.AsText
	}
	return content.AsLink
}

// becomes changes what was said of an element that starts at a place.
func (a *auditor) becomes(start int, means means) {
	for i := range a.report.Losses {
		if l := &a.report.Losses[i]; l.Start == start && l.Outcome == content.Dropped {
			l.Outcome, l.Why = content.Changed, means.instead()
		}
	}
}

func (a *auditor) emptyImage(t *tag) bool {
	return t.attr(atWidth) == "0" || t.attr(atHeight) == "0"
}

// inScratch reports an element in one whose content becomes words or code.
func (a *auditor) inScratch(t *tag) {
	switch e := t.element; {
	case e == elImg:
		a.lose(t, content.Dropped, content.OnlyText)
		return
	case e == elTime && a.r.sink == toWords && a.r.dateTo == 0, e == elBr, e == elHead:
	case e == elCode && a.r.sink == toCode:
		if class := t.attr(atClass); ascii.Starts(class, "language-") && !hasSpace(class) {
			a.without(t, atClass)
			return
		}
	case e == elSpan && t.has == 0:
	default:
		a.lose(t, content.Unwrapped, content.OnlyText)
	}
	a.without(t, attributes)
}

func hasSpace(s string) bool {
	for i := 0; i < len(s); i++ {
		if ascii.Space(s[i]) {
			return true
		}
	}
	return false
}

// unwraps tells whether an element has no node of its own.
func (a *auditor) unwraps(t *tag) (why content.Reason, lost bool) {
	r := a.r
	switch t.element {
	case elUnknown, elArticle, elForm, elButton, elRawText, elDd, elDt, elTime:
		return content.NoReason, true
	case elA:
		return content.NoDestination, t.has&(1<<atHref) == 0
	case elObject:
		return content.NoReason, a.means(t) != meansLink
	case elTr, elTd, elTh, elTbody, elCaption:
		return content.OutsideTable, r.count[elTable] == 0
	case elSummary:
		return content.NotFirst, r.b.Top() != content.Spoiler || len(r.open) == 0 || r.open[len(r.open)-1].element != elDetails
	case elHead:
		return content.NoReason, ascii.Is(t.name, "frameset")
	}
	return content.NoReason, false
}

// without reports the attributes of a tag but one.
func (a *auditor) without(t *tag, but attribute) {
	a.each(t, func(name, _ string, from, to int) {
		if id, ok := namedAttribute(name); !ok || id != but {
			a.dropped(t, name, from, to)
		}
	})
}

// attributes reports the attributes of a tag that have no effect.
func (a *auditor) attributes(t *tag) {
	seen := uint32(0)
	role := a.r.mailRole(t)
	a.each(t, func(name, value string, from, to int) {
		id, ok := namedAttribute(name)
		switch {
		case ok && seen&(1<<id) != 0:
			a.report.Add(content.Loss{Outcome: content.Dropped, What: "attribute", Name: name, Of: t.name, Why: content.ThereTwice, Start: from, End: to})
		case ok && id == atStyle:
			for css := unescape(value, t.rare); css != ""; {
				name, value, rest, ok := declaration(css)
				if ok {
					a.declaration(t, name, value, from, to)
				}
				css = rest
			}
		case ascii.Is(name, "rel") && t.element == elA && value == "noopener noreferrer nofollow ugc":
		case !ok || !a.takes(t, id, unescape(value, t.rare), role, from, to):
			a.dropped(t, name, from, to)
		}
		if ok {
			seen |= 1 << id
		}
	})
}

func (a *auditor) dropped(t *tag, name string, from, to int) {
	why := content.NoReason
	if ascii.Starts(name, "on") {
		why = content.RunsScripts
	}
	a.report.Add(content.Loss{Outcome: content.Dropped, What: "attribute", Name: name, Of: t.name, Why: why, Start: from, End: to})
}

func (a *auditor) refuse(t *tag, what, value string, why content.Reason, from, to int) {
	a.report.Add(content.Loss{Outcome: content.Refused, What: what, Name: value, Of: t.name, Why: why, Start: from, End: to})
}

// each calls report for every attribute of a tag, with its place.
func (a *auditor) each(t *tag, report func(name, value string, from, to int)) {
	s := a.r.src[:t.to-1]
	for i := t.from + 1 + len(t.name); i < len(s); {
		if ascii.Space(s[i]) || s[i] == '/' {
			i++
			continue
		}
		name, value, next := attributeAt(s, i)
		report(name, value, i, next)
		i = next
	}
}

// takes tells whether an attribute has a place in the document; a value that is refused is
// reported as such.
func (a *auditor) takes(t *tag, id attribute, value string, role role, from, to int) bool {
	e := t.element
	switch id {
	case atAlign:
		if !(e.block() && e != elTable || e.cell() || e == elTr) {
			return false
		}
		a.report.Alignment(content.Value{Text: value, Of: t.name, Start: from, End: to})
	case atAlt, atSrc, atWidth, atHeight:
		if e != elImg {
			return id == atAlt && addressed(t) == atHref
		}
		if id == atSrc && !ascii.Starts(value, "cid:") {
			u, err := a.r.Base.Resolve(value)
			if err == nil && u.Scheme() != "http" && u.Scheme() != "https" {
				err = content.ErrURLScheme
			}
			a.address(t, value, err, from, to)
		}
		if (id == atWidth || id == atHeight) && !wholePixels(value) {
			a.refuse(t, "size", value, content.NotPixels, from, to)
		}
	case atHref:
		if e != elA && addressed(t) != atHref {
			return false
		}
		_, err := a.r.near.Resolve(value)
		a.address(t, value, err, from, to)
	case atData:
		if e != elObject {
			return false
		}
		_, err := a.r.near.Resolve(value)
		a.address(t, value, err, from, to)
	case atCite:
		return e == elBlockquote
	case atClass, atID, atName:
		return a.marks(t, id, value, role)
	case atDataID:
		return role >= roleMention
	case atRole:
		return e == elTable && (ascii.Is(value, "presentation") || ascii.Is(value, "none"))
	case atColspan, atRowspan:
		return e == elTd || e == elTh
	case atStart:
		_, ok := ascii.Number(value)
		return e == elOl && ok
	case atReversed:
		return e == elOl
	case atValue:
		_, ok := ascii.Number(value)
		return e == elLi && a.r.count[elOl] > 0 && ok
	case atType:
		style, ok := content.ParseListStyle(value)
		return ok && (e == elUl || e == elOl) && (style == content.Bullet) == (e == elUl) || e == elBlockquote && ascii.Is(value, "cite")
	case atColor:
		if e != elFont {
			return false
		}
		a.report.Color(content.Value{Text: value, Of: t.name, Start: from, End: to})
	case atSize:
		if e != elFont {
			return false
		}
		a.report.Size(content.Value{Text: value, Of: t.name, Start: from, End: to})
	case atFace:
		if e != elFont {
			return false
		}
		a.report.Font(content.Value{Text: value, Of: t.name, Start: from, End: to})
	default:
		return false
	}
	return true
}

func wholePixels(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return i > 0 && ascii.Is(s[i:], "px")
		}
	}
	return s != "" && len(s) <= 5
}

// marks tells whether a class or identifier marks a part of a mail and nothing else.
func (a *auditor) marks(t *tag, id attribute, value string, role role) bool {
	if t.element == elBlockquote && id == atClass {
		return value == "quote" || value == "gmail_quote" || value == "protonmail_quote"
	}
	if t.element == elSpan && id == atClass && value == chosenClass {
		return true
	}
	if t.element == elPre && id == atClass {
		return value == "moz-quote-pre" || value == "moz-signature"
	}
	for i := range mailMarks {
		if m := &mailMarks[i]; role != roleNone && m.attribute == id && m.word == value && m.role == role {
			return true
		}
	}
	return false
}

func (a *auditor) address(t *tag, value string, err error, from, to int) {
	if err != nil {
		a.refuse(t, "address", value, content.ReasonOf(err), from, to)
	}
}

// declaration reports a declaration of a style that has no effect.
func (a *auditor) declaration(t *tag, name, value string, from, to int) {
	e := t.element
	p := namedProperty(name)
	if p == properties {
		p = mailProperty(name)
	}
	switch p {
	case cssColor:
		a.report.Color(content.Value{Text: value, Of: t.name, Start: from, End: to})
		return
	case cssFontSize:
		if value != "" && hasUnit(value) {
			a.report.Size(content.Value{Text: value, Of: t.name, Start: from, End: to})
			return
		}
	case cssFontWeight:
		if ascii.Natural(value) > 0 || ascii.Is(value, "bold") || ascii.Is(value, "bolder") || ascii.Is(value, "normal") {
			return
		}
	case cssFontStyle:
		if ascii.Is(value, "italic") || ascii.Is(value, "oblique") || ascii.Is(value, "normal") {
			return
		}
	case cssDecoration, cssDecorationLine:
		if ascii.Is(value, "underline") || ascii.Is(value, "line-through") {
			return
		}
	case cssVerticalAlign:
		if ascii.Is(value, "sub") || ascii.Is(value, "super") {
			return
		}
	case cssTextAlign:
		if _, ok := content.ParseAlign(value); ok && (e.block() || e.cell() || e == elTr) {
			return
		}
	case cssWidth, cssHeight:
		if e == elImg && pixels(value) > 0 {
			return
		}
	case cssWhiteSpace, cssWhiteSpaceCollapse:
		if a.r.styles.of(t).hasWhite {
			return
		}
	case cssDisplay:
		if a.r.styles.of(t).display != asElement {
			return
		}
	case cssListStyle, cssListStyleType:
		if (e == elOl || e == elUl) && a.r.styles.of(t).marked {
			return
		}
	case cssVisibility:
		return // it hides or shows, as is told of the element
	case cssMsoList:
		if s := a.r.styles.of(t); s.item > 0 || s.hidden {
			return
		}
	}
	a.report.Add(content.Loss{Outcome: content.Dropped, What: "style", Name: name, Of: t.name, Start: from, End: to})
}
