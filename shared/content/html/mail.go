package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// role is what a mail program marked an element as.
type role uint8

const (
	roleNone      role = iota
	roleQuote          // earlier mail
	roleQuoteRest      // the head of earlier mail, which goes on to the end of what is around it
	roleSignature
	roleMention    // a person named in the text, as this package prints it
	roleAttachment // a file named in the text, as this package prints it
	roleAside      // words that this package puts behind a link, and that are no part of the text
)

// mailMarks are the classes, identifiers and names with which Gmail, Yahoo, Outlook, Apple Mail,
// Thunderbird, Proton, Zoho and GMX mark parts of a mail, and those that this package prints.
var mailMarks = [...]struct {
	attribute attribute
	word      string
	role      role
}{
	{atClass, "signature", roleSignature},
	{atClass, "gmail_signature", roleSignature},
	{atClass, "moz-signature", roleSignature},
	{atClass, "yahoo-signature", roleSignature},
	{atClass, "protonmail_signature_block", roleSignature},
	{atID, "Signature", roleSignature},
	{atID, "AppleMailSignature", roleSignature},
	{atID, "ms-outlook-mobile-signature", roleSignature},
	{atClass, "yahoo_quoted", roleQuote},
	{atClass, "zmail_extra", roleQuote},
	{atID, "mail-editor-reference-message-container", roleQuote},
	{atName, "quote", roleQuote},
	{atID, "divRplyFwdMsg", roleQuoteRest},
	{atID, "OLK_SRC_BODY_SECTION", roleQuoteRest},
	{atClass, "mention", roleMention},
	{atClass, "attachment", roleAttachment},
}

// markedRole gives the role that the first marked one of a list of words stands for.
func markedRole(a attribute, words string, phrase bool) role {
	for start := 0; start < len(words); {
		end := start
		for end < len(words) && !ascii.Space(words[end]) {
			end++
		}
		word := words[start:end]
		start = end + 1
		for i := range mailMarks {
			m := &mailMarks[i]
			if len(m.word) == len(word) && m.word[0] == word[0] && m.attribute == a && phrase == (m.role >= roleMention) && m.word == word {
				return m.role
			}
		}
	}
	return roleNone
}

// mailRole tells what a mail program marked an element as.
func (r *Reader) mailRole(t *tag) role {
	e := t.element
	if t.has&(1<<atClass|1<<atID|1<<atName|1<<atStyle) == 0 || e == elBlockquote {
		return roleNone
	}
	phrase := (e == elSpan || e == elA) && t.has&(1<<atDataID) != 0
	if !phrase && !e.block() {
		if e == elSpan && t.attr(atClass) == asideClass {
			return roleAside
		}
		return roleNone
	}
	if role := markedRole(atClass, t.attr(atClass), phrase); role != roleNone {
		return role
	}
	if role := markedRole(atID, t.attr(atID), phrase); role != roleNone {
		return role
	}
	if role := markedRole(atName, t.attr(atName), phrase); role != roleNone {
		return role
	}
	if e == elDiv && r.styles.of(t).outlook {
		return roleQuoteRest
	}
	return roleNone
}

// outlookHead tells the line that Outlook on the desktop draws over the head of earlier mail.
func outlookHead(style string) bool {
	const line = "border-top:solid #"
	i := ascii.Index(style, line)
	if i < 0 || !ascii.Contains(style, "border:none") {
		return false
	}
	color := style[i+len(line):]
	return len(color) > 6 && (ascii.Is(color[:6], "e1e1e1") || ascii.Is(color[:6], "b5c4df"))
}

// quoteBlock tells quoted mail from a quotation. The class "quote" is what this package prints.
func quoteBlock(t *tag, bl *content.Block) {
	class := t.attr(atClass)
	bl.Ref, bl.Mail = t.attr(atCite), !ascii.Has(class, "quote")
	if ascii.Is(t.attr(atType), "cite") || ascii.Has(class, "gmail_quote") || ascii.Has(class, "protonmail_quote") {
		bl.Flags = content.Folded
	}
}

// quoteRest opens a quote that lasts until the element around it ends. Wrappers in which nothing
// stands before are passed over: the earlier mail follows them.
func (r *Reader) quoteRest(at int) {
	n := len(r.open)
	start := at
	for n > 0 && r.open[n-1].element == elDiv && r.open[n-1].mark == 0 && r.blank(r.open[n-1].after, start) {
		start = r.open[n-1].start
		n--
	}
	mark := r.b.Open(content.Block{Kind: content.Quote, Flags: content.Folded, Mail: true}, at)
	if n > 0 && r.open[n-1].tail == 0 {
		r.open[n-1].tail = mark
	}
}

// blank tells that there is nothing but white space between two places. It looks from the end, so that
// white space that others look at as well is looked at once.
func (r *Reader) blank(from, to int) bool {
	for to > from && ascii.Space(r.src[to-1]) {
		to--
		r.steps++
	}
	return from == to
}

// wraps tells preformatted text that is prose, as mail programs send plain text.
func wraps(t *tag) bool {
	return ascii.Has(t.attr(atClass), "moz-quote-pre") || ascii.Has(t.attr(atClass), "moz-signature") ||
		t.has&(1<<atStyle) != 0 && ascii.Contains(t.attr(atStyle), "pre-wrap")
}
