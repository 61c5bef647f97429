package filter

import (
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Item is something that may stand at the caret.
type Item struct {
	// Insert takes the place of Span; Points is the same place in code points.
	Insert       string
	Span, Points Span
	// Label is what to show. What it means is said by About, or by Detail where it
	// is a name of the account's own.
	Label, Detail string
	About         words.Say
	Kind          ItemKind
}

// itemLimit bounds how many items are offered.
const itemLimit = 30

// Complete says what may come at the caret, a place in bytes: the best first.
// What begins with the letters before the caret comes before what has a word
// that does, and that before what has the letters in their order. Names come
// from the directories.
func Complete(text string, caret int, directories ...*helpdesk.Directory) []Item {
	caret = min(max(caret, 0), len(text))
	for caret > 0 && caret < len(text) && !utf8.RuneStart(text[caret]) {
		caret--
	}
	c := completion{text: text, caret: caret, directories: directories}
	c.offer()
	return c.best()
}

// best gives the items of the best ranks, each text once.
func (c *completion) best() []Item {
	items := make([]Item, 0, min(len(c.items), itemLimit))
	points := int32(utf8.RuneCountInString(c.text[:c.from]))
	for rank := range uint8(unlike + 1) {
		for i := range c.items {
			item := &c.items[i]
			if item.rank != rank || slices.ContainsFunc(items, func(have Item) bool { return have.Insert == item.Insert }) {
				continue
			}
			item.Span = Span{int32(c.from), int32(c.to)}
			item.Points = Span{points, points + int32(utf8.RuneCountInString(c.text[c.from:c.to]))}
			if items = append(items, item.Item); len(items) == itemLimit {
				return items
			}
		}
	}
	return items
}

type completion struct {
	text        string
	caret       int
	directories []*helpdesk.Directory
	// from and to are what an item replaces, typed its folded beginning.
	from, to int
	typed    string
	// others are the folded values that stand in the list already.
	others []string
	items  []ranked
}

type ranked struct {
	Item
	rank uint8
}

// The ranks of items.
const (
	startsWith = iota
	wordStarts
	inOrder
	unlike
)

// rank says how well a name fits what is typed. Both are folded.
func rank(name, typed string) uint8 {
	if strings.HasPrefix(name, typed) {
		return startsWith
	}
	for i := 1; i < len(name); i++ {
		if between := name[i-1]; strings.IndexByte(" _-.@:(\"/", between) >= 0 && strings.HasPrefix(name[i:], typed) {
			return wordStarts
		}
	}
	rest := typed
	for _, r := range name {
		next, size := utf8.DecodeRuneInString(rest)
		if r == next && rest != "" {
			rest = rest[size:]
		}
	}
	if rest == "" && utf8.RuneCountInString(typed) > 1 {
		return inOrder
	}
	return unlike
}

// add offers an item whose names are compared with what is typed. The first is
// its own; the others are as good as the beginning of a word in it at best.
func (c *completion) add(item Item, names ...string) {
	best := uint8(unlike)
	for i, name := range names {
		if name = fold.String(name); name != "" {
			if slices.Contains(c.others, name) {
				return
			}
			fits := rank(name, c.typed)
			if i > 0 && fits == startsWith {
				fits = wordStarts
			}
			best = min(best, fits)
		}
	}
	if best < unlike {
		c.items = append(c.items, ranked{item, best})
	}
}

// offer finds out where the caret stands and offers what may stand there.
func (c *completion) offer() {
	word := c.word()
	p := parser{text: c.text, at: word}
	if p.at < c.caret && p.text[p.at] == '-' {
		p.at++
	}
	start := p.at
	nameEnd := start
	for nameEnd < len(c.text) && nameByte(c.text[nameEnd]) {
		nameEnd++
	}
	name := lower(c.text[start:nameEnd])
	_, _, size := operator(c.text[nameEnd:])
	field, known := fieldNamed(name)
	if size == 0 || nameEnd+size > c.caret || !known && name != sortName {
		c.replace(start, p.wordEnd(max(start, c.caret), false))
		c.fields()
		return
	}
	p.at = nameEnd + size
	if c.text[nameEnd] == ':' {
		before := p.at
		if p.compare(Equal); p.at > c.caret {
			p.at = before
		}
	}
	if name == sortName {
		c.list(&p, p.at)
		c.sorts()
		return
	}
	c.values(&p, field)
}

// word finds where the word at the caret begins. Quotes keep words together.
func (c *completion) word() int {
	p := parser{text: c.text}
	start := 0
	for p.at < c.caret {
		if _, size := closing(c.text[p.at:]); size > 0 {
			if p.quoted(); p.at > c.caret {
				return start
			}
			continue
		}
		if n := p.blank(p.at); n > 0 {
			p.at += n
			start = p.at
			continue
		}
		p.at++
		if before := c.text[p.at-1]; before == '(' || before == ')' {
			start = p.at
		}
	}
	return min(start, c.caret)
}

// replace sets what an item replaces.
func (c *completion) replace(from, to int) {
	c.from, c.to = from, max(to, c.caret)
	typed := strings.TrimLeft(c.text[from:c.caret], `"“„«`)
	c.typed = fold.String(typed)
}

// list finds the value at the caret in a list with commas that begins at from,
// or the end of a range.
func (c *completion) list(p *parser, from int) {
	start := from
	for p.at = from; p.at < len(c.text); {
		if c.text[p.at] == ',' || strings.HasPrefix(c.text[p.at:], "..") {
			if p.at >= c.caret {
				break
			}
			c.others = append(c.others, fold.String(strings.Trim(c.text[start:p.at], `"`)))
			if p.at++; c.text[p.at-1] == '.' {
				p.at++
			}
			start = p.at
			continue
		}
		if _, ok := p.quoted(); ok {
			continue
		}
		if p.blank(p.at) > 0 || c.text[p.at] == '(' || c.text[p.at] == ')' {
			break
		}
		p.at++
	}
	c.replace(min(start, c.caret), p.at)
}

// fields offers fields, and values with their fields once something is typed.
func (c *completion) fields() {
	for f := Field(1); f < FieldCount; f++ {
		spec := &fieldSpecs[f]
		names := append([]string{spec.name}, strings.Fields(spec.other)...)
		c.add(Item{Insert: spec.name + ":", Label: spec.name + ":", About: spec.about(), Kind: FieldItem}, names...)
	}
	c.add(Item{Insert: sortName + ":", Label: sortName + ":", About: words.FilterSortOrder(), Kind: FieldItem}, sortName)
	for _, w := range [...]word{{"or", "", words.FilterWordOr}, {"not", "", words.FilterWordNot}} {
		if c.typed != "" {
			c.add(Item{Insert: w.name, Label: w.name, About: w.about(), Kind: WordItem}, w.name)
		}
	}
	if utf8.RuneCountInString(c.typed) < 2 {
		return
	}
	for _, f := range [...]Field{Status, Priority, Type, Assignee, Group, Tag, Channel, Category, Forum} {
		for _, w := range c.words(f) {
			c.add(Item{Insert: f.String() + ":" + w.name, Label: f.String() + ":" + w.name, About: w.about(), Kind: WordItem}, w.name)
		}
		c.names(f, f.String()+":")
	}
}

// values offers the values of a field.
func (c *completion) values(p *parser, f Field) {
	spec := &fieldSpecs[f]
	switch f {
	case Custom:
		c.custom(p)
		return
	case SLA:
		c.sla(p)
		return
	}
	c.list(p, p.at)
	if spec.me {
		c.add(Item{Insert: "me", Label: "me", About: words.FilterWordMe(), Kind: WordItem}, "me")
	}
	for _, w := range c.words(f) {
		c.add(Item{Insert: w.name, Label: w.name, About: w.about(), Kind: WordItem}, append([]string{w.name}, strings.Fields(w.other)...)...)
	}
	if spec.takes == takesDates {
		c.dates()
	}
	c.names(f, "")
	if spec.none {
		c.add(Item{Insert: "none", Label: "none", About: words.FilterWordNone(), Kind: WordItem}, "none", "empty", "unassigned")
		c.add(Item{Insert: "any", Label: "any", About: words.FilterWordAny(), Kind: WordItem}, "any")
	}
}

// words are the words of a field that the accounts have.
func (c *completion) words(f Field) []word {
	if f != Priority {
		return fixedWords(f)
	}
	var known []word
	for _, p := range helpdesk.Priorities() {
		if slices.ContainsFunc(c.directories, func(d *helpdesk.Directory) bool { return d.Desk != nil && slices.Contains(d.Desk.Can().Priorities, p) }) {
			known = append(known, priorityWord(string(p)))
		}
	}
	if len(known) == 0 {
		return fixedWords(f)
	}
	return known
}

// names offers what the accounts have names for, with a field before it.
func (c *completion) names(f Field, before string) {
	for _, d := range c.directories {
		offer := func(kind ItemKind, name, detail string, more ...string) {
			if name != "" {
				insert := before + string(appendText(nil, name, bareValue(name, f)))
				c.add(Item{Insert: insert, Label: before + name, Detail: detail, Kind: kind}, append([]string{name}, more...)...)
			}
		}
		entries := func(kind ItemKind, list []helpdesk.Entry) {
			for _, e := range list {
				offer(kind, e.Name, d.Title, decimal(e.ID))
			}
		}
		switch f {
		case Status:
			for _, s := range d.Statuses {
				if _, fixed := find(statusWords[:], lower(s.Slug)); !fixed {
					offer(StatusItem, s.Title, d.Title, s.Slug)
				}
			}
		case System:
			if d.Desk != nil {
				name := string(d.System)
				c.add(Item{Insert: before + name, Label: before + name, About: words.FilterWordDesk(words.Text(d.Desk.Name())), Kind: WordItem}, name)
			}
		case Account:
			offer(AccountItem, d.Title, string(d.System))
		case Assignee, CompletedBy, Visible:
			for i := range d.Agents {
				detail := d.Agents[i].Email
				if detail == "" {
					detail = d.Title
				}
				offer(AgentItem, d.Agents[i].Name, detail, d.Agents[i].Email, decimal(d.Agents[i].ID))
			}
		case Group:
			entries(GroupItem, d.Groups)
		case Tag:
			entries(TagItem, d.Tags)
		case Channel:
			entries(ChannelItem, d.Channels)
		case Forum:
			entries(ForumItem, d.Forums)
		case Category:
			entries(CategoryItem, d.Categories)
		}
	}
}

func (c *completion) dates() {
	for i, about := range [...]func() words.Say{
		words.FilterDateToday, words.FilterDateYesterday, words.FilterDateThisWeek, words.FilterDateLastWeek, words.FilterDateThisMonth, words.FilterDateLastMonth,
	} {
		c.add(Item{Insert: namedRanges[i], Label: namedRanges[i], About: about(), Kind: DateItem}, namedRanges[i])
	}
	for _, w := range [...]word{
		{">-1h", "", words.FilterDateHour}, {">-1d", "", words.FilterDateDay},
		{">-7d", "", func() words.Say { return words.FilterDateDays(7) }},
		{">-30d", "", func() words.Say { return words.FilterDateDays(30) }},
		{"<-7d", "", func() words.Say { return words.FilterDateBefore(7) }},
	} {
		insert := w.name
		if c.from > 0 && strings.IndexByte("<>=", c.text[c.from-1]) >= 0 {
			// The comparison is there already.
			if insert = w.name[1:]; w.name[0] == '<' {
				continue
			}
		} else if c.from == 0 || c.text[c.from-1] != ':' {
			continue
		}
		c.add(Item{Insert: insert, Label: insert, About: w.about(), Kind: DateItem}, insert, w.name[1:], w.name[2:])
	}
}

// custom offers additional fields, then their options.
func (c *completion) custom(p *parser) {
	start := p.at
	key, isQuoted := p.quoted()
	if !isQuoted {
		end := start
		for end < len(c.text) && strings.IndexByte(`:=<>!,()"`, c.text[end]) < 0 && p.blank(end) == 0 {
			end++
		}
		key, p.at = c.text[start:end], end
	}
	_, _, size := operator(c.text[min(p.at, len(c.text)):])
	if size == 0 || p.at+size > c.caret {
		c.replace(start, p.at)
		for _, d := range c.directories {
			for i := range d.Fields {
				f := &d.Fields[i]
				insert := string(appendText(nil, f.Name, false)) + "="
				if f.Name == "" {
					insert = decimal(f.ID) + "="
				}
				c.add(Item{Insert: insert, Label: f.Name, About: words.FilterItemOf(words.Text(d.Title), words.Text(decimal(f.ID))), Kind: CustomItem}, f.Name, decimal(f.ID))
			}
		}
		c.add(Item{Insert: "any:", Label: "any", About: words.FilterWordAnyField(), Kind: WordItem}, "any")
		return
	}
	c.list(p, p.at+size)
	for _, d := range c.directories {
		for i := range d.Fields {
			f := &d.Fields[i]
			if !sameFolded(f.Name, key) && decimal(f.ID) != key {
				continue
			}
			for _, o := range f.Options {
				c.add(Item{Insert: string(appendText(nil, o.Title, bareValue(o.Title, Custom))), Label: o.Title, Detail: f.Name, Kind: OptionItem}, o.Title, o.Value)
			}
			if f.Kind == helpdesk.CheckboxField {
				c.add(Item{Insert: "1", Label: "1", About: words.FilterWordOn(), Kind: OptionItem}, "1", "on", "yes")
			}
		}
	}
	c.add(Item{Insert: "empty", Label: "empty", About: words.FilterWordEmpty(), Kind: WordItem}, "empty", "none")
	c.add(Item{Insert: "not_empty", Label: "not_empty", About: words.FilterWordNotEmpty(), Kind: WordItem}, "not_empty", "any")
}

// sla offers kinds of moments, words and times.
func (c *completion) sla(p *parser) {
	start := p.at
	compared := c.text[start-1] == '<' || c.text[start-1] == '>' || c.text[start-1] == '='
	end := start
	for end < len(c.text) && nameByte(c.text[end]) {
		end++
	}
	kind := false
	if _, _, size := operator(c.text[end:]); size > 0 && end > start && end+size <= c.caret {
		p.at = end + size
		p.compare(Equal)
		compared = compared || c.text[p.at-1] != ':'
		start, kind = p.at, true
	}
	c.list(p, min(start, c.caret))
	if !compared {
		c.add(Item{Insert: "overdue", Label: "overdue", About: words.FilterWordOverdue(), Kind: WordItem}, "overdue")
		for _, w := range slaNames {
			if !kind {
				c.add(Item{Insert: w.name + "<", Label: w.name, About: w.about(), Kind: WordItem}, append([]string{w.name}, strings.Fields(w.other)...)...)
			}
		}
		c.add(Item{Insert: "none", Label: "none", About: words.FilterWordNone(), Kind: WordItem}, "none")
		c.add(Item{Insert: "any", Label: "any", About: words.FilterWordAny(), Kind: WordItem}, "any")
	}
	left := func(insert string, about words.Say) {
		c.add(Item{Insert: insert, Label: insert, About: about, Kind: DateItem}, insert)
	}
	left("30m", words.FilterLeftMinutes(30))
	left("1h", words.FilterLeftHours(1))
	left("2h", words.FilterLeftHours(2))
	left("4h", words.FilterLeftHours(4))
	left("1d", words.FilterLeftDays(1))
}

func (c *completion) sorts() {
	for key := Key(0); key < keyCount; key++ {
		w := &sortWords[key]
		if slices.ContainsFunc(c.others, func(other string) bool { return strings.HasPrefix(other, w.name) }) {
			continue
		}
		direction, opposite := "-asc", "-desc"
		if key.descends() {
			direction, opposite = opposite, direction
		}
		c.add(Item{Insert: w.name + direction, Label: w.name + direction, About: w.about(), Kind: SortItem}, append([]string{w.name + direction}, strings.Fields(w.other)...)...)
		if strings.HasPrefix(c.typed, w.name) {
			c.add(Item{Insert: w.name + opposite, Label: w.name + opposite, About: w.about(), Kind: SortItem}, w.name+opposite)
		}
	}
}
