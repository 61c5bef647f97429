package html

import (
	"strings"

	"deskside/shared/content"
)

// role is what a mail program marked an element as.
type role uint8

const (
	roleNone       role = iota
	roleQuote           // earlier mail
	roleQuoteRest       // the head of earlier mail, which goes on to the end of what is around it
	roleSignature       //
	roleMention         // a person named in the text, as this package prints it
	roleAttachment      // a file named in the text, as this package prints it
)

// mailRole tells what mail programs mark with classes and identifiers: Gmail, Yahoo, Outlook on the
// web and on phones, Apple Mail, Thunderbird, Zoho; and what this package prints.
func mailRole(t *tag) role {
	if t.has&(1<<atClass|1<<atID|1<<atStyle|1<<atDataID) == 0 {
		return roleNone
	}
	e := t.element
	class, id := t.attr(atClass), t.attr(atID)
	if t.has&(1<<atDataID) != 0 && (e == elSpan || e == elA) {
		switch class {
		case "mention":
			return roleMention
		case "attachment":
			return roleAttachment
		}
	}
	if !e.block() && e != elSpan || e == elBlockquote {
		return roleNone
	}
	switch {
	case hasWord(class, "signature"), hasWord(class, "gmail_signature"), hasWord(class, "moz-signature"),
		hasWord(class, "yahoo-signature"), hasWord(class, "protonmail_signature_block"), id == "Signature", id == "AppleMailSignature",
		id == "ms-outlook-mobile-signature":
		if e != elSpan {
			return roleSignature
		}
	case hasWord(class, "yahoo_quoted"), hasWord(class, "zmail_extra"), id == "mail-editor-reference-message-container":
		return roleQuote
	case id == "divRplyFwdMsg", id == "OLK_SRC_BODY_SECTION", e == elDiv && outlookHead(t.attr(atStyle)):
		return roleQuoteRest
	}
	return roleNone
}

// outlookHead tells the line that Outlook on the desktop draws over the head of earlier mail.
func outlookHead(style string) bool {
	const line = "border-top:solid #"
	i := strings.Index(style, line)
	if i < 0 || !strings.Contains(style, "border:none") {
		return false
	}
	color := style[i+len(line):]
	return len(color) > 6 && (lowerEqual(color[:6], "e1e1e1") || lowerEqual(color[:6], "b5c4df"))
}

func hasWord(list, word string) bool {
	for {
		i := strings.Index(list, word)
		if i < 0 {
			return false
		}
		end := i + len(word)
		if (i == 0 || space(list[i-1])) && (end == len(list) || space(list[end])) {
			return true
		}
		list = list[end:]
	}
}

// quoteBlock tells quoted mail from a quotation. The class "quote" is what this package prints.
func quoteBlock(t *tag) content.Block {
	class := t.attr(atClass)
	bl := content.Block{Kind: content.Quote, Ref: t.attr(atCite), Mail: !hasWord(class, "quote")}
	if lowerEqual(t.attr(atType), "cite") || hasWord(class, "gmail_quote") || hasWord(class, "protonmail_quote") {
		bl.Flags = content.Folded
	}
	return bl
}

// quoteRest opens a quote that lasts until the element around it ends. Wrappers in which nothing
// stands before are passed over: the earlier mail follows them.
func (r *Reader) quoteRest(at int) {
	n := len(r.open)
	start := at
	for n > 0 && r.open[n-1].element == elDiv && r.open[n-1].mark == 0 && trim(r.src[r.open[n-1].after:start]) == "" {
		start = r.open[n-1].start
		n--
	}
	mark := r.b.Open(content.Block{Kind: content.Quote, Flags: content.Folded, Mail: true}, at)
	if n > 0 && r.open[n-1].tail == 0 {
		r.open[n-1].tail = mark
	}
}

// wraps tells preformatted text that is prose, as mail programs send plain text.
func wraps(t *tag) bool {
	return hasWord(t.attr(atClass), "moz-quote-pre") || hasWord(t.attr(atClass), "moz-signature") ||
		t.has&(1<<atStyle) != 0 && strings.Contains(t.attr(atStyle), "pre-wrap")
}
