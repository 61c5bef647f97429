package bbcode

import (
	"strings"

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
	// token comes after a tag was acted on, or was found to be text.
	token(t *token, acted bool)
	// text comes with what lies between the tags that the lexer found.
	text(from, to int)
}

// auditor reports what the Reader's rules leave out.
type auditor struct {
	r      *Reader
	report *content.Report
}

const maxShownTag = 200 // bytes in which what looks like a tag must end

// text reports what looks like a tag and is none.
func (a *auditor) text(from, to int) {
	src := a.r.lexer.src
	for i := from; i < to; i++ {
		n := strings.IndexByte(src[i:to], '[')
		if n < 0 {
			return
		}
		i += n
		start := i + 1
		if start < to && src[start] == '/' {
			start++
		}
		end := start
		for end < to && ascii.Alnum(src[end]) {
			end++
		}
		if end == start || end-start > 2*longestName || !ascii.Letter(src[start]) {
			continue
		}
		why := content.NoSuchTag
		if named(src[start:end]) != tagNone {
			why = content.Incomplete
		}
		for j := end; j < min(to, i+maxShownTag) && src[j] != '[' && src[j] != '\n'; j++ {
			if src[j] == ']' {
				a.literal(i, j+1, why)
				break
			}
			if j == end && src[j] != '=' && src[j] != ' ' {
				break
			}
		}
	}
}

func (a *auditor) literal(from, to int, why content.Reason) {
	a.report.Add(content.Loss{Outcome: content.Literal, What: "tag", Name: a.r.lexer.src[from:to], Why: why, Start: from, End: to})
}

func (a *auditor) lose(o content.Outcome, what, value string, t *token, why content.Reason) {
	a.report.Add(content.Loss{Outcome: o, What: what, Name: value, Of: a.name(t), Why: why, Start: t.start, End: t.end})
}

func (a *auditor) name(t *token) string {
	src := a.r.lexer.src
	_, end := name(src, t.start+1)
	return src[t.start:end] + "]"
}

func (a *auditor) token(t *token, acted bool) {
	switch {
	case t.guarded:
	case !acted:
		a.literal(t.start, t.end, whyText(t))
	case !t.closing:
		a.meaning(t)
		a.attributes(t)
	}
}

func whyText(t *token) content.Reason {
	switch {
	case t.closing:
		return content.ClosesNothing
	case t.tag.optional():
		return content.OutsideList
	}
	return content.NothingCloses
}

// value is what a tag says behind its equals sign.
func (a *auditor) value(t *token) content.Value {
	return content.Value{Text: ascii.Trim(t.value), Of: a.name(t), Start: t.start, End: t.end}
}

// meaning reports the value of a tag that is not allowed or has no meaning there.
func (a *auditor) meaning(t *token) {
	value := ascii.Trim(t.value)
	switch t.tag {
	case tagColor:
		v := a.value(t)
		v.Chosen = true
		a.report.Color(v)
	case tagSize:
		a.report.Size(a.value(t))
	case tagFont:
		a.report.Font(a.value(t))
	case tagAlign:
		a.report.Alignment(a.value(t))
	case tagURL, tagEmail, tagImg:
		a.address(t, value)
	case tagList, tagUl, tagOl:
		if style, ok := content.ParseListStyle(value); value != "" && ascii.Natural(value) < 2 && (!ok || t.tag != tagList && (style == content.Bullet) != (t.tag == tagUl)) {
			a.lose(content.Refused, "list style", value, t, content.NotKnown)
		}
	case tagAttach:
		if u := t.attribute("url"); u != "" {
			if _, err := a.r.Base.Resolve(u); err != nil {
				a.lose(content.Refused, "address", u, t, content.ReasonOf(err))
			}
		}
	case tagQuote, tagSpoiler, tagCode, tagPre, tagMention:
	default:
		if value != "" {
			a.lose(content.Dropped, "value", value, t, content.NoReason)
		}
	}
}

func (a *auditor) address(t *token, value string) {
	if t.word {
		value = ascii.Trim(a.r.lexer.src[t.from:t.upto])
	}
	u, ok := a.r.link(t, value)
	if t.tag == tagImg && ok && u.Scheme() != "http" && u.Scheme() != "https" {
		a.lose(content.Refused, "address", value, t, content.AddressScheme)
	}
	if !ok {
		// The reader does not keep why.
		_, err := a.r.Base.Resolve(value)
		if err == nil || t.tag == tagEmail {
			err = content.ErrURLAddress
		}
		a.lose(content.Refused, "address", value, t, content.ReasonOf(err))
	}
}

// known are the attributes that a tag takes.
func known(t tag) string {
	switch t {
	case tagQuote:
		return "author name user date time dateline timestamp ref post post_id pid id cite"
	case tagList, tagUl, tagOl:
		return "type start"
	case tagImg:
		return "alt width height"
	case tagTd, tagTh:
		return "colspan rowspan"
	case tagAttach:
		return "url"
	}
	return ""
}

func (a *auditor) attributes(t *token) {
	names := known(t.tag)
	for rest := t.rest; rest != ""; {
		var key string
		key, _, rest = nextAttribute(rest)
		if key != "" && !ascii.Has(names, key) {
			a.lose(content.Dropped, "attribute", key, t, content.NoReason)
		}
	}
}
