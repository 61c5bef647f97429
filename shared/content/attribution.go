package content

import (
	"strings"
	"unicode/utf8"
)

// maxAttribution is the most bytes and attributed the most lines of what introduces a quote.
const (
	maxAttribution = 300
	attributed     = 3
)

// attribution is what a line tells that could introduce a quote, as mail programs write it in any
// language: "On 3 May 2026 at 10:00, Anna <anna@example.com> wrote:".
type attribution struct {
	ends     bool // in a colon, or with dashes around the line
	year     bool
	day      bool // with a month
	loose    bool // a number that may be a day
	clock    bool
	address  bool
	bare     bool // and stands among words, as people write it
	first    bool // no words but a name, or "On" and the like, stand before the day
	verb     bool
	pronoun  bool // what a person writes of themselves and others, and no program
	own      bool // one, not only a word with which people begin, or a word for what somebody is, as "customer", and no name
	spoken   bool // what some programs call the reader, and no other pronoun: "On 3 May you wrote:"
	somebody bool // something is neither verb nor date
	named    bool // and looks like a name
	titled   bool // and like nothing else
}

// complete tells that the line says who and when.
func (a attribution) complete() bool { return (a.day || a.clock && a.year) && (a.verb || a.address) }

// introduces tells that the line introduces a quote. A quote that a program marked as mail is one
// anyway; before others a person's own sentence stands more often, so that more has to be said: the
// day with the time or an address, and who wrote.
func (a attribution) introduces(marked bool) bool {
	switch {
	case !a.ends:
		return false
	case a.day && a.address && (a.verb || a.clock && a.named):
		return !a.pronoun
	case a.day && a.clock && a.verb:
		return a.named && !a.pronoun || marked && a.spoken
	case !marked || a.pronoun:
		return false
	case a.address:
		return a.verb || !a.bare && (a.clock || a.year && a.first)
	}
	return a.named && (a.day && a.clock || a.verb && (a.day || a.loose && a.clock)) || a.titled && a.verb && !a.loose && !a.clock && !a.year
}

// facts counts what a line says.
func (a attribution) facts() (n int) {
	for _, said := range [...]bool{a.day, a.clock, a.year, a.address, a.verb, a.somebody} {
		if said {
			n++
		}
	}
	return n
}

// weighWith reads what a line tells that ends in another, of which this was read. The lines before have to say something more: else
// they are an answer, which would hide with which word the last begins.
func weighWith(line string, end attribution) attribution {
	a := weigh(line)
	a.pronoun = a.pronoun || end.own && !end.address
	a.ends = a.ends && (!end.ends || a.facts() > end.facts())
	return a
}

// weigh reads what a line tells.
func weigh(line string) (a attribution) {
	if line, a.ends = introduction(line); !a.ends || !utf8.ValidString(line) {
		return attribution{}
	}
	line = latinDigits(line)
	a.address = addressed(line)
	first, last := a.dates(line)
	from, to := findWord(wrote, line)
	a.verb = to > 0
	before := line[:first]
	a.bare = bare(before) || !a.verb && hasLetters(before) && bare(line[last:])
	word, _ := cutWord(before)
	_, a.first = signed(before)
	a.first = a.first || word == "" || listed(leaders, word)
	to += gendered(line[to:])
	a.own, a.spoken = pronounced(line)
	// The name stands behind the date, or before the verb.
	name := line[last:]
	switch {
	case from >= last && a.verb:
		name = line[last:from] + line[to:]
	case a.verb && !hasLetters(name):
		name = line[:from]
	}
	a.somebody = hasLetters(name) || first < len(line) && hasLetters(line[:first])
	if !hasLetters(name) {
		name = line[:first]
	}
	if from < last || last == 0 {
		role, only := signed(upToAddress(name))
		a.own = a.own || role && (!a.address || last == 0) || a.bare && last == 0 && from > 0 && !only
		a.titled = only && !role && !a.address
	}
	a.pronoun = a.own || !a.address && opens(line)
	a.named = a.address && strings.Count(line[:first], " ") <= 4 && !a.bare || looksNamed(name) || from > last && line[last] == ',' && teamed(name)
	return a
}

// parts tells the line in dashes that says who wrote what follows.
func parts(text string) bool {
	if !strings.ContainsAny(text, "@:") { // an address, or a time
		return false
	}
	a := weigh(text)
	return a.introduces(false) || a.verb && a.address && !a.pronoun
}

// teamed tells words that a team is called by, "Harbor support": two, the first with a capital. So does
// a sentence begin, so that it counts only where a comma parts it from the date.
func teamed(s string) bool {
	first, rest := cutWord(s)
	second, rest := cutWord(rest)
	r, _ := utf8.DecodeRuneInString(first)
	more, _ := cutWord(rest)
	return second != "" && more == "" && !lower(r) && !listed(articles, lowered(first)) && !listed(openers, lowered(first))
}

// introduction takes away the colon that a line ends in, or the dashes around it.
func introduction(line string) (words string, ok bool) {
	line = trimBlank(line)
	words = strings.TrimSuffix(strings.TrimSuffix(line, ":"), "：")
	if len(words) == len(line) {
		if !dashed([]byte(line)) {
			return line, false
		}
		words = strings.Trim(line, "-=_#\u2010\u2011\u2012\u2013\u2014\u2015\u2500\u2501")
		if strings.Contains(words, "---") || strings.Contains(words, "===") {
			return line, false
		}
	}
	return trimBlank(words), len(words) >= 5
}

// opens tells a word with which a person's own sentence starts.
func opens(line string) bool {
	word, _ := cutWord(line)
	return listed(openers, word) || listed(openers, lowered(word))
}

// dates finds dates and times of day and gives where the first starts and the last ends.
func (a *attribution) dates(line string) (first, last int) {
	first = len(line)
	loose := 0 // numbers of one or two digits that are no part of another
	for i := 0; i < len(line); {
		if !digit(line[i]) {
			i++
			continue
		}
		n := digits(line[i:])
		from, end := i, i+n
		i = end
		inAddress := from > 0 && (line[from-1] == '@' || line[from-1] == '_' || 'a' <= line[from-1] && line[from-1] <= 'z')
		if inAddress || n > 4 || n == 3 {
			continue
		}
		rest := line[end:]
		switch {
		case n <= 2 && (clockAfter(rest) || strings.HasSuffix(line[:from], "kl. ") || strings.HasSuffix(line[:from], "kl ") || strings.HasSuffix(line[:from], "klo ")):
			a.clock = true
			for end < len(line) && (digit(line[end]) || (line[end] == ':' || line[end] == '.') && end+1 < len(line) && digit(line[end+1])) {
				end++
			}
		case numbers(rest) > 0:
			a.day = true
			end += numbers(rest)
			a.year = true
		case n == 4 && (line[from] == '2' && line[from+1] == '0' || line[from] == '1' && line[from+1] == '9'):
			a.year = true
		case n <= 2:
			loose++
		default:
			continue
		}
		first, last, i = min(first, from), end, max(i, end)
	}
	a.loose = loose > 0
	a.day = a.day || a.year && a.loose
	return min(first, len(line)), last
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func digits(s string) (n int) {
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}

// clockAfter tells that hours are followed by minutes: ":30", "h30", "时30".
func clockAfter(s string) bool {
	for _, mark := range [...]string{":", "h", "时", "點", "点", "時", "시 "} {
		if rest, ok := strings.CutPrefix(s, mark); ok && digits(rest) == 2 {
			return true
		}
	}
	return false
}

// numbers gives the length of what makes a number a date: ".01.2026", "/3/26", "-03-05", ". 3. 2024".
func numbers(s string) int {
	if s == "" || s[0] != '.' && s[0] != '/' && s[0] != '-' {
		return 0
	}
	mark, at := s[0], 0
	for range 2 {
		if at == len(s) || s[at] != mark {
			return 0
		}
		at++
		if mark == '.' && at < len(s) && s[at] == ' ' {
			at++
		}
		n := digits(s[at:])
		if n == 0 || n > 4 {
			return 0
		}
		at += n
	}
	return at
}

// What a quote of mail is made of, which its num tells until that is introduced.
const (
	markedMail = iota + 1
	mailLines
	loneLines
)

// introduce gives the quotes of mail below a node the lines that introduce them, and folds those which
// a mail program introduces and does not mark.
func (b *Builder) introduce(parent ID) {
	var before [attributed + 1]ID // the latest siblings, the last first
	for id := b.nodes[parent].First; id != 0; {
		b.steps++
		n := &b.nodes[id]
		next := n.Next
		if n.Kind == Quote && b.uncredited(id) {
			if n.num != 0 {
				b.introduceFrom(parent, id, &before)
			}
			if n.num != 0 && b.uncredited(id) && b.presented(before[0], n.num == markedMail) {
				n.Flags &^= Folded
			}
			if b.uncredited(id) && b.introduceWithin(parent, id, before[0]) {
				id = next
				continue
			}
		}
		if n := &b.nodes[id]; n.Kind.Container() {
			if n.Kind == Quote {
				n.num = 0
			}
			b.introduce(id)
		}
		copy(before[1:], before[:])
		before[0], id = id, next
	}
}

// introduceFrom takes what introduces a quote from the end of the paragraph before it, or from
// paragraphs of a line each.
func (b *Builder) introduceFrom(parent, quote ID, before *[attributed + 1]ID) {
	marked := b.nodes[quote].Flags&Folded != 0
	var buf [maxAttribution]byte
	for n := 1; n <= attributed && before[n-1] != 0 && b.nodes[before[n-1]].Kind == Paragraph; n++ {
		words, at, ok := b.introducing(buf[:0], before[:n], marked)
		if !ok && words == nil {
			return
		}
		if !ok {
			continue
		}
		b.nodes[quote].Flags |= Folded
		b.credit(quote, words)
		if at.gap != 0 {
			b.cut(at)
			n--
		}
		b.relink(parent, before[n], quote)
		clear(before[copy(before[:], before[n:]):])
		return
	}
}

// presented tells that a paragraph ends in a sentence of the writer's own that presents what follows: a
// colon, and no word of when or from which address, or one that a person begins ("The log of 5 March:"), or who of theirs wrote
// without a day ("Your colleague <a@b.cc> wrote:"). What a program marked takes the latter, and words that only people begin with
// ("Please compare:").
func (b *Builder) presented(paragraph ID, marked bool) bool {
	if paragraph == 0 || b.nodes[paragraph].Kind != Paragraph {
		return false
	}
	var buf [maxAttribution]byte
	text := buf[:0]
	for l, more := b.lineOf(paragraph, 0), true; more; {
		text, l, more = b.lineText(buf[:0], l)
	}
	a := weigh(string(text))
	if !a.ends || a.spoken {
		return false
	}
	if theirs := a.verb && a.own && !a.day; theirs || marked {
		return theirs || a.pronoun && !a.verb && !a.address && !a.day
	}
	return a.bare && !a.verb || !a.address && (!a.day && (!a.clock || a.verb && !a.loose) || a.pronoun || a.verb && !a.named)
}

// introducing finds in paragraphs, the last first, of which all but the first given have one line,
// the lines that introduce what follows. Words are nil where no more lines would help.
func (b *Builder) introducing(buf []byte, paragraphs []ID, marked bool) (words []byte, at line, ok bool) {
	var lines [attributed]line
	var starts [attributed]int
	count, top := 0, len(paragraphs)-1
	for i := top; i >= 0; i-- {
		l, more := b.lineOf(paragraphs[i], 0), true
		for n := 0; more; n++ {
			if n > 0 && i < top {
				return nil, at, false
			}
			if count == attributed {
				first := starts[1]
				buf = append(buf[:0], buf[first:]...)
				copy(lines[:], lines[1:])
				for k := 1; k < count; k++ {
					starts[k-1] = starts[k] - first
				}
				count--
			}
			lines[count], starts[count] = l, len(buf)
			count++
			if buf, l, more = b.lineText(buf, l); len(buf) == cap(buf) {
				buf, count = buf[:0], 0 // too long for it, and so is what is before
				continue
			}
			buf = append(buf, ' ')
		}
	}
	if count == 0 {
		return nil, at, false
	}
	if _, ends := introduction(string(buf)); !ends {
		return nil, at, false
	}
	// Few lines rather than many, but as many as say who and when.
	found := -1
	var last attribution
	for k := count - 1; k >= 0; k-- {
		a := weighWith(string(buf[starts[k]:]), last)
		last = a
		if a.introduces(marked) && (found < 0 || a.complete()) {
			found = k
		}
		if a.introduces(marked) && a.complete() {
			break
		}
	}
	if found < 0 {
		return buf, at, false
	}
	if found > 0 && leads(string(buf[starts[found-1]:starts[found]])) {
		found--
	}
	if lines[found].block != paragraphs[top] || headLine([]byte(trimBlank(string(buf[starts[found]:])))) {
		return buf, at, false
	}
	return buf[starts[found]:], lines[found], true
}

// leads tells the first line of an introduction from a sentence: it ends before the date does.
func leads(line string) bool {
	line = trimBlank(line)
	word, _ := cutWord(line)
	return listed(leaders, word) && (line == word || strings.HasSuffix(line, ",") || listed(leaderEnds, line[strings.LastIndexByte(line, ' ')+1:]))
}

// starts reads the first lines of a paragraph up to a colon as what introduces what follows, of which none could be left out. The
// line behind them is told, if more says that there is one.
func (b *Builder) starts(p ID, marked bool) (a attribution, behind line, more, ok bool) {
	var buf [maxAttribution]byte
	var from [attributed]int
	text := buf[:0]
	behind = b.lineOf(p, 0)
	for n := range attributed {
		from[n] = len(text)
		if text, behind, more = b.lineText(text, behind); len(text) == cap(text) {
			break
		}
		if !endsInColon(text) {
			if !more {
				break
			}
			text = append(text, ' ')
			continue
		}
		for ; n > 0; n-- {
			if weigh(string(text[from[n]:])).introduces(marked) {
				return a, behind, more, false
			}
		}
		a = weigh(string(text))
		return a, behind, more, a.introduces(marked) && a.complete()
	}
	return a, behind, more, false
}

// partIntroduction makes the first lines of a quote a paragraph of their own where they introduce the lines below.
func (b *Builder) partIntroduction(quote, p ID, folded bool) {
	if a, behind, more, ok := b.starts(p, folded); ok && more && (a.clock || a.address) {
		last := b.nodes[quote].last == p
		if second := b.split(behind); last {
			b.nodes[quote].last = second.block
		}
	}
}

// earlierBelow tells that a paragraph is, or starts with, what a program writes above earlier mail that it does not mark: who, with
// an address in brackets, the day and the time; and that there is something below.
func (b *Builder) earlierBelow(paragraph ID) bool {
	a, _, more, ok := b.starts(paragraph, false)
	next := b.nodes[paragraph].Next
	return ok && a.day && a.clock && a.address && a.verb && !a.bare && (more || next != 0 && b.nodes[next].Kind != Signature)
}

// introduceWithin gives a quote of earlier mail the paragraph that introduces it when that is the first
// in the quote, or all of a quote before it, as Mail of iOS writes them. It tells that the quote is
// gone because it introduced another.
func (b *Builder) introduceWithin(parent, quote, before ID) (gone bool) {
	p, next := b.nodes[quote].First, b.nodes[quote].Next
	if p == 0 || b.nodes[p].Kind != Paragraph {
		return false
	}
	var buf [maxAttribution]byte
	folded := b.nodes[quote].Flags&Folded != 0
	b.partIntroduction(quote, p, folded)
	alone := b.nodes[p].Next == 0
	if alone && (!folded || next == 0 || b.nodes[next].Kind != Quote || b.nodes[next].Flags&Folded == 0 || !b.uncredited(next)) {
		return false
	}
	words, at, ok := b.introducing(buf[:0], []ID{p}, folded)
	if !ok || at.gap != 0 {
		return false
	}
	if alone {
		b.credit(next, words)
		b.relink(parent, before, next)
		return true
	}
	n := &b.nodes[quote]
	n.First = b.nodes[p].Next
	n.Flags |= Folded
	if inner := &b.nodes[n.First]; inner.Kind == Quote && inner.Next == 0 && b.uncredited(n.First) {
		n.First, n.last = inner.First, inner.last // it is this that was introduced
	}
	b.credit(quote, words)
	return false
}

// credit tells whom a quote repeats.
func (b *Builder) credit(quote ID, line []byte) {
	words, _ := introduction(string(line))
	if n := &b.nodes[quote]; n.attr > 0 {
		b.attrs[n.attr-1].a = b.words(words)
	} else {
		b.describe(quote, attr{a: b.words(words)})
	}
}

// uncredited tells that a quote does not say yet whom it repeats.
func (b *Builder) uncredited(quote ID) bool {
	i := b.nodes[quote].attr
	return i == 0 || b.attrs[i-1].a.len == 0 && b.attrs[i-1].b.len == 0
}

// relink makes a node follow another among the children of a parent; before is 0 for the first place.
func (b *Builder) relink(parent, before, id ID) {
	if before == 0 {
		b.nodes[parent].First = id
	} else {
		b.nodes[before].Next = id
	}
}
