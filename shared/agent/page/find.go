package page

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"deskside/shared/content"
)

// FoundKind is what was found.
type FoundKind string

const (
	Email  FoundKind = "email"
	Phone  FoundKind = "phone"
	Ticket FoundKind = "ticket"
)

// FoundOnPage is somebody or something that a page names.
type FoundOnPage struct {
	Kind FoundKind `msg:"kind"`
	// Value is an address, a number with its plus sign and digits alone, or that of a ticket.
	Value string `msg:"value"`
	// Account is that whose ticket a link leads to, "" where only a number stands there.
	Account string `msg:"account"`
	// Shown is how the page writes it.
	Shown string `msg:"shown"`
}

// PageHost is that of an account.
type PageHost struct {
	Account string `msg:"account"`
	Name    string `msg:"name"`
}

// Limit is how much is found on a page at most.
const Limit = 100

// finder reads a text once.
type finder struct {
	text  string
	hosts []PageHost
	found []FoundOnPage
	seen  map[string]bool
}

// Find lists what a text names: e-mail addresses, telephone numbers in the
// international form, links to tickets and numbers of tickets, each once, in their
// order. What is only like one is none. It takes time in proportion to the text, of
// which it reads TextLimit bytes.
func Find(text string, hosts []PageHost) []FoundOnPage {
	f := finder{text: strings.ToValidUTF8(text[:min(len(text), TextLimit)], "\ufffd"), hosts: hosts, seen: map[string]bool{}}
	for at := 0; at < len(f.text) && len(f.found) < Limit; {
		at = f.word(at)
	}
	return f.found
}

func (f *finder) put(found FoundOnPage) {
	key := string(found.Kind) + " " + found.Account + " " + strings.ToLower(found.Value)
	if !f.seen[key] && len(f.found) < Limit {
		f.seen[key] = true
		f.found = append(f.found, found)
	}
}

// parting are signs that begin another word.
const parting = "<>()[]{}\"'“”«»,;|"

// word reads what begins at a place, and tells where to go on.
func (f *finder) word(at int) int {
	r, size := utf8.DecodeRuneInString(f.text[at:])
	switch {
	case unicode.IsSpace(r) || strings.ContainsRune(parting, r):
		return at + size
	case r == '+':
		return f.phone(at)
	case r == '#' || r == '№':
		return f.number(at, at+size)
	}
	// Up to the next white space: what of it is what is looked at once.
	end := at
	for end < len(f.text) {
		r, size := utf8.DecodeRuneInString(f.text[end:])
		if unicode.IsSpace(r) {
			break
		}
		// What opens or parts begins another word.
		if end > at && strings.ContainsRune(parting, r) {
			break
		}
		end += size
	}
	if end == at {
		return at + size
	}
	token := f.text[at:end]
	switch {
	case strings.HasPrefix(token, "https://") || strings.HasPrefix(token, "http://"):
		f.link(token)
	case strings.Contains(token, "@"):
		f.email(token)
	case ticketWord(token):
		return f.afterWord(end)
	}
	return max(end, at+size)
}

// email reads a word with an @.
func (f *finder) email(token string) {
	token = strings.TrimPrefix(token, "mailto:")
	token = strings.Trim(token, ".:!?*_~`<>()[]{}")
	name, host, _ := strings.Cut(token, "@")
	if name == "" || len(name) > 64 || len(host) > 253 || strings.Contains(host, "@") || strings.Contains(name, "/") || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.Contains(name, "..") {
		return
	}
	for i := range len(name) {
		if c := name[i]; !alphanumeric(c) && !strings.ContainsRune(".!#$%&'*+-=?^_`{|}~", rune(c)) {
			return
		}
	}
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return
		}
		for i := range len(label) {
			if !alphanumeric(label[i]) && label[i] != '-' {
				return
			}
		}
	}
	top := labels[len(labels)-1]
	if len(top) < 2 || picture(top) || strings.ContainsAny(top, "0123456789") && !strings.HasPrefix(top, "xn--") {
		return
	}
	address := name + "@" + strings.ToLower(host)
	f.put(FoundOnPage{Kind: Email, Value: address, Shown: address})
}

// picture reports whether what looks like a domain ends as files of pages do: icon@2x.png.
func picture(top string) bool {
	switch strings.ToLower(top) {
	case "png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "html", "pdf":
		return true
	}
	return false
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// phone reads a number that begins with +, and tells where to go on.
func (f *finder) phone(at int) int {
	if r, _ := utf8.DecodeLastRuneInString(f.text[:at]); at > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return at + 1
	}
	digits, end, gap := "+", at+1, 0
	i := at + 1
	for ; i < len(f.text) && len(digits) < 18; i++ {
		c := f.text[i]
		switch {
		case '0' <= c && c <= '9':
			digits += string(c)
			end, gap = i+1, 0
			continue
		case c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' || c == 0xc2 || c == 0xa0:
			// A non-breaking space has two bytes.
			if gap++; gap <= 3 {
				continue
			}
		}
		break
	}
	after, _ := utf8.DecodeRuneInString(f.text[end:])
	if n := len(digits) - 1; n < 8 || n > 15 || digits[1] == '0' || end < len(f.text) && (unicode.IsLetter(after) || unicode.IsDigit(after)) {
		return max(end, at+1)
	}
	f.put(FoundOnPage{Kind: Phone, Value: digits, Shown: strings.Join(strings.Fields(f.text[at:end]), " ")})
	return end
}

// number reads digits behind a sign, as of a ticket, and tells where to go on.
func (f *finder) number(sign, at int) int {
	if r, _ := utf8.DecodeLastRuneInString(f.text[:sign]); sign > 0 && !unicode.IsSpace(r) && !strings.ContainsRune("([{«\"“'", r) {
		return at
	}
	start := at
	if strings.HasPrefix(f.text[at:], " ") && f.text[sign] != '#' {
		start++
	}
	end := start
	for end < len(f.text) && end-start < 11 && f.text[end] >= '0' && f.text[end] <= '9' {
		end++
	}
	after, _ := utf8.DecodeRuneInString(f.text[end:])
	if end == start || end-start > 10 || f.text[start] == '0' || end < len(f.text) && (unicode.IsLetter(after) || unicode.IsDigit(after) || after == '-' || after == '_' || after == '.' && end+1 < len(f.text) && f.text[end+1] >= '0' && f.text[end+1] <= '9') {
		return max(end, at)
	}
	f.put(FoundOnPage{Kind: Ticket, Value: f.text[start:end], Shown: "#" + f.text[start:end]})
	return end
}

// ticketWord reports whether a word says that a number of a ticket follows.
func ticketWord(token string) bool {
	switch strings.ToLower(strings.Trim(token, ":.")) {
	case "ticket", "тикет", "тикета", "тикету", "тикете", "обращение", "обращения":
		return true
	}
	return false
}

// afterWord reads the number behind a word, and tells where to go on.
func (f *finder) afterWord(at int) int {
	i := at
	if i < len(f.text) && f.text[i] == ' ' {
		i++
	}
	if i < len(f.text) && f.text[i] >= '1' && f.text[i] <= '9' && i > at {
		return f.number(i, i)
	}
	return at
}

// link reads an address: that of a ticket of an account's host.
func (f *finder) link(token string) {
	u, err := content.ParseURL(withoutUser(strings.TrimRight(token, ".:!?*_~")))
	if err != nil {
		return
	}
	host := u.Host()
	for _, h := range f.hosts {
		same := h.Name == host
		if !same && parent(h.Name) != parent(host) {
			continue
		}
		if id := ticketIn(u.String(), same); id != "" {
			f.put(FoundOnPage{Kind: Ticket, Value: id, Account: h.Account, Shown: u.Shown()})
			return
		}
	}
}

// parent is the domain that a host is below, of three labels or more.
func parent(host string) string {
	_, above, _ := strings.Cut(host, ".")
	if !strings.Contains(above, ".") {
		return host
	}
	return above
}

// ticketIn is the number of a ticket in an address: of the account's own host the
// last of its path that begins so, of another host of its domain one behind "tickets".
func ticketIn(address string, same bool) string {
	_, path, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	id, before := "", ""
	for i, part := range strings.Split(path, "/") {
		number, _, _ := strings.Cut(part, "-")
		if n, err := strconv.ParseUint(number, 10, 33); i > 0 && err == nil && n > 0 && (same || before == "tickets" || before == "ticket") {
			id = number
		}
		before = part
	}
	return id
}
